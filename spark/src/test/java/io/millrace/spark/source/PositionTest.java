package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Where reading begins and ends, in streams and in batches. */
class PositionTest {

    /** Two partitions of five records: values 0.0 to 0.4 and 1.0 to 1.4, a second apart. */
    private static TestTopic topic() {
        TestTopic topic = TestTopic.create("position", 2);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < 2; partition++) {
            for (int i = 0; i < 5; i++) {
                String value = partition + "." + i;
                records.add(
                        new ProducerRecord<>(
                                topic.name(), partition, 1_000L * i, null, value.getBytes()));
            }
        }
        topic.sendAll(records);
        return topic;
    }

    private static Dataset<Row> values(Dataset<Row> rows) {
        return rows.selectExpr("cast(value as string)");
    }

    private static Dataset<Row> stream(Map<String, String> options) {
        return values(LocalStack.session().readStream().format("millrace").options(options).load());
    }

    private static List<String> batch(Map<String, String> options) {
        return values(LocalStack.session().read().format("millrace").options(options).load())
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static String json(String text, TestTopic topic) {
        return text.replace("T", '"' + topic.name() + '"').replaceAll("(\\d):", "\"$1\":");
    }

    @Test
    void readsABatchBetweenOffsets() {
        TestTopic topic = topic();

        assertThat(
                        batch(
                                Map.of(
                                        "subscribe",
                                        topic.name(),
                                        "startingOffsets",
                                        json("{T:{0:3,1:-2}}", topic),
                                        "endingOffsets",
                                        json("{T:{0:-1,1:2}}", topic))))
                .containsExactly("0.3", "0.4", "1.0", "1.1");
    }

    @Test
    void readsABatchBetweenTimestamps() {
        TestTopic topic = topic();

        assertThat(
                        batch(
                                Map.of(
                                        "subscribe", topic.name(),
                                        "startingTimestamp", "1500",
                                        "endingTimestamp", "3000")))
                .containsExactly("0.2", "1.2");
        assertThat(
                        batch(
                                Map.of(
                                        "subscribe",
                                        topic.name(),
                                        "startingOffsetsByTimestamp",
                                        json("{T:{0:4000,1:2000}}", topic),
                                        "endingOffsetsByTimestamp",
                                        json("{T:{0:99999,1:3000}}", topic))))
                .containsExactly("0.4", "1.2");
    }

    @Test
    void saysSoWhereNoRecordIsAsLateAsTheTimestamp() {
        TestTopic topic = topic();
        Map<String, String> late = Map.of("subscribe", topic.name(), "startingTimestamp", "9000");

        assertThatThrownBy(() -> batch(late))
                .hasMessageContaining("NO_RECORD_AT_TIMESTAMP")
                .hasMessageContaining(topic.name());
        assertThat(
                        batch(
                                Map.of(
                                        "subscribe", topic.name(),
                                        "startingTimestamp", "9000",
                                        "startingOffsetsByTimestampStrategy", "latest")))
                .isEmpty();
    }

    @Test
    void readsOnlyAssignedPartitions() {
        TestTopic topic = topic();

        assertThat(batch(Map.of("assign", json("{T:[1]}", topic))))
                .containsExactly("1.0", "1.1", "1.2", "1.3", "1.4");
    }

    @Test
    void readsEveryTopicThatMatchesAPattern() {
        String prefix = LocalStack.newName("pattern");
        TestTopic one = TestTopic.create(prefix + "-one", 1).send("a");
        TestTopic two = TestTopic.create(prefix + "-two", 1).send("b");
        TestTopic.create("other-" + prefix, 1).send("c");

        assertThat(batch(Map.of("subscribePattern", prefix + "-(one|two).*")))
                .containsExactly("a", "b");
        assertThat(one.name()).isNotEqualTo(two.name());
    }

    @Test
    void beginsWhereAConsumerGroupStands() throws Exception {
        TestTopic topic = topic();
        try (Admin admin = LocalStack.broker().connection().openAdmin()) {
            admin.alterConsumerGroupOffsets(
                            "group-of-" + topic.name(),
                            Map.of(topic.partition(0), new OffsetAndMetadata(4)))
                    .all()
                    .get();
        }
        Map<String, String> options =
                Map.of(
                        "subscribe",
                        topic.name(),
                        "startingOffsets",
                        "committed",
                        "kafka.group.id",
                        "group-of-" + topic.name());

        assertThat(new StreamCheck().run(stream(options)))
                .containsExactly("[0.4]", "[1.0]", "[1.1]", "[1.2]", "[1.3]", "[1.4]");
    }

    @Test
    void beginsAStreamAtTheEndByDefaultAndRemembersWhereThatWas() throws Exception {
        TestTopic topic = topic();
        StreamCheck check = new StreamCheck();
        Map<String, String> options = Map.of("subscribe", topic.name());

        assertThat(check.run(stream(options))).isEmpty();
        topic.sendTo(0, "new");
        assertThat(check.run(stream(options))).containsExactly("[new]");
        assertThat(check.run(stream(options))).isEmpty();
    }

    @Test
    void goesOnAtEachRestartWhereItStopped() throws Exception {
        TestTopic topic = TestTopic.create("restart", 3);
        StreamCheck check = new StreamCheck();
        Map<String, String> options =
                Map.of("subscribe", topic.name(), "startingOffsets", "earliest");
        for (int run = 0; run < 4; run++) {
            List<String> values =
                    IntStream.range(run * 10, run * 10 + 10).mapToObj(i -> "v" + i).toList();
            topic.send(values);

            assertThat(check.run(stream(options)))
                    .containsExactlyInAnyOrderElementsOf(
                            values.stream().map(v -> "[" + v + "]").toList());
        }
    }

    @Test
    void readsNewPartitionsFromTheirFirstRecord() throws Exception {
        TestTopic topic = TestTopic.create("grow", 1).send("a");
        StreamCheck check = new StreamCheck();
        Map<String, String> options =
                Map.of("subscribe", topic.name(), "startingOffsets", "latest");
        assertThat(check.run(stream(options))).isEmpty();

        topic.addPartitions(3);
        topic.sendTo(2, "c");
        topic.sendTo(0, "b");

        assertThat(check.run(stream(options))).containsExactly("[b]", "[c]");
    }

    @Test
    void splitsAHotPartitionIntoSeveralTasks() {
        TestTopic topic = TestTopic.create("hot", 1);
        topic.send(IntStream.range(0, 1_000).mapToObj(i -> String.format("%04d", i)).toList());
        Dataset<Row> rows =
                values(
                        LocalStack.session()
                                .read()
                                .format("millrace")
                                .option("subscribe", topic.name())
                                .option("minPartitions", "4")
                                .load());

        assertThat(rows.toJavaRDD().getNumPartitions()).isEqualTo(4);
        assertThat(rows.collectAsList())
                .extracting(row -> Integer.parseInt(row.getString(0)))
                .isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void takesNoMoreThanTheLimitInABatch() throws Exception {
        TestTopic topic = topic();
        StreamCheck check = new StreamCheck();
        Map<String, String> options =
                Map.of(
                        "subscribe", topic.name(),
                        "startingOffsets", "earliest",
                        "maxOffsetsPerTrigger", "4");

        assertThat(check.run(stream(options))).hasSize(10);
        assertThat(check.checkpoint().resolve("offsets").toFile().list())
                .contains("0", "1", "2")
                .doesNotContain("3");
    }

    @Test
    void refusesPositionsBeyondTheEndAtOnce() {
        TestTopic topic = topic();
        for (String option : List.of("startingOffsets", "endingOffsets")) {
            Map<String, String> options =
                    Map.of("subscribe", topic.name(), option, json("{T:{0:5,1:6}}", topic));

            assertThatThrownBy(() -> batch(options))
                    .hasMessageContaining("POSITION_BEYOND_END")
                    .hasMessageContaining(option)
                    .hasMessageContaining(topic.name() + "-1")
                    .hasMessageContaining("up to 5")
                    .hasMessageContaining("was 6");
        }
    }

    @Test
    void refusesWhatCannotBeMeant() {
        TestTopic topic = topic();

        assertThatThrownBy(() -> batch(Map.of("startingOffsets", "earliest")))
                .hasMessageContaining("MISSING_OPTION")
                .hasMessageContaining("subscribe");
        assertThatThrownBy(() -> batch(Map.of("subscribe", "a", "subscribePattern", "b")))
                .hasMessageContaining("CONFLICTING_OPTIONS");
        assertThatThrownBy(
                        () ->
                                batch(
                                        Map.of(
                                                "subscribe",
                                                topic.name(),
                                                "startingOffsets",
                                                json("{T:{0:1}}", topic))))
                .hasMessageContaining("POSITION_INCOMPLETE")
                .hasMessageContaining(topic.name() + "-1");
        assertThatThrownBy(
                        () ->
                                batch(
                                        Map.of(
                                                "subscribe",
                                                topic.name(),
                                                "startingOffsets",
                                                json("{T:{0:4,1:4}}", topic),
                                                "endingOffsets",
                                                json("{T:{0:5,1:2}}", topic))))
                .hasMessageContaining("START_AFTER_END")
                .hasMessageContaining(topic.name() + "-1");
        assertThatThrownBy(
                        () -> batch(Map.of("subscribe", topic.name(), "startingOffsets", "soon")))
                .hasMessageContaining("POSITION_INVALID")
                .hasMessageContaining("'soon'");
        assertThatThrownBy(
                        () ->
                                batch(
                                        Map.of(
                                                "subscribe",
                                                topic.name(),
                                                "kafka.auto.offset.reset",
                                                "latest")))
                .hasMessageContaining("SETTING_REFUSED")
                .hasMessageContaining("startingOffsets");
        assertThatThrownBy(
                        () ->
                                batch(
                                        Map.of(
                                                "subscribe",
                                                topic.name(),
                                                "value.format",
                                                "text",
                                                "value.json.mode",
                                                "FAILFAST")))
                .hasMessageContaining("SETTING_REFUSED")
                .hasMessageContaining("value.malformed");
        assertThatThrownBy(() -> batch(Map.of("subscribe", "no-such-topic")))
                .hasMessageContaining("TOPIC_NOT_FOUND")
                .hasMessageContaining("millrace topic create no-such-topic");
    }
}
