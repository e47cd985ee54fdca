package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/** How much micro-batches read, how far a query says it is, and whom it tells. */
class FlowTest {

    private static Dataset<Row> stream(TestTopic topic, Map<String, String> options) {
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .options(options)
                .load();
    }

    private static TestTopic filled(String name, int partitions, int records, int bytes) {
        String value = "x".repeat(bytes);
        return TestTopic.create(name, partitions)
                .send(IntStream.range(0, records).mapToObj(i -> value).toList());
    }

    private static final VoidFunction2<Dataset<Row>, Long> COUNT = (rows, id) -> rows.count();

    /** Runs to the end that is there now, and gives the progress of every batch with data. */
    private static List<StreamingQueryProgress> runToEnd(
            Dataset<Row> rows, String name, VoidFunction2<Dataset<Row>, Long> batch)
            throws Exception {
        StreamingQuery query =
                rows.writeStream()
                        .queryName(name)
                        .option(
                                "checkpointLocation",
                                LocalStack.newDirectory("checkpoint").toString())
                        .trigger(Trigger.AvailableNow())
                        .foreachBatch(batch)
                        .start();
        query.awaitTermination();
        return Arrays.stream(query.recentProgress()).filter(p -> p.numInputRows() > 0).toList();
    }

    private static List<Long> rows(List<StreamingQueryProgress> progress) {
        return progress.stream().map(StreamingQueryProgress::numInputRows).toList();
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        try (Admin admin = LocalStack.broker().connection().openAdmin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsNoMoreOfAPartitionThanItsLimit() throws Exception {
        TestTopic topic = filled("per-partition", 2, 10, 3);

        assertThat(
                        rows(
                                runToEnd(
                                        stream(topic, Map.of("maxOffsetsPerPartition", "2")),
                                        null,
                                        COUNT)))
                .containsExactly(4L, 4L, 2L);
    }

    @Test
    void readsNoMoreBytesThanTheLimit() throws Exception {
        TestTopic topic = filled("bytes", 2, 400, 1_000);

        List<Long> batches =
                rows(runToEnd(stream(topic, Map.of("maxBytesPerTrigger", "100000")), null, COUNT));

        assertThat(batches.stream().mapToLong(Long::longValue).sum()).isEqualTo(400);
        assertThat(batches).allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(100));
        assertThat(batches).hasSizeBetween(4, 6);
    }

    @Test
    void refusesALeastThatIsMoreThanTheMost() {
        TestTopic topic = TestTopic.create("order", 1);

        assertThatThrownBy(
                        () ->
                                runToEnd(
                                        stream(
                                                topic,
                                                Map.of(
                                                        "minOffsetsPerTrigger", "10",
                                                        "maxOffsetsPerTrigger", "5")),
                                        null,
                                        COUNT))
                .hasMessageContaining("CONFLICTING_OPTIONS")
                .hasMessageContaining("10");
    }

    @Test
    void keepsSlowBatchesUnderTheTarget() throws Exception {
        TestTopic topic = filled("paced", 2, 12_000, 20);
        VoidFunction2<Dataset<Row>, Long> slow =
                (batch, id) -> LockSupport.parkNanos(batch.count() * 1_000_000);

        List<StreamingQueryProgress> progress =
                runToEnd(
                        stream(
                                topic,
                                Map.of(
                                        "targetBatchTime", "2s",
                                        "targetBatchTime.initialRate", "3000")),
                        null,
                        slow);

        List<Long> durations = new ArrayList<>();
        progress.forEach(p -> durations.add(p.batchDuration()));
        assertThat(rows(progress).stream().mapToLong(Long::longValue).sum()).isEqualTo(12_000);
        assertThat(durations.get(0)).as("%s", durations).isGreaterThan(5_000);
        assertThat(durations.subList(2, durations.size()))
                .as("%s of %s", durations, rows(progress))
                .allSatisfy(millis -> assertThat(millis).isLessThan(2_500));
        assertThat(progress.get(2).sources()[0].metrics()).containsKey("recordsPerSecondLimit");
    }

    @Test
    void tellsTheLagOfEachPartition() throws Exception {
        TestTopic topic = filled("lag", 2, 10, 3);

        List<StreamingQueryProgress> progress =
                runToEnd(stream(topic, Map.of("maxOffsetsPerTrigger", "4")), null, COUNT);

        Map<String, String> first = progress.get(0).sources()[0].metrics();
        assertThat(first).containsEntry("offsetsBehindLatest", "6");
        JsonNode lag =
                new ObjectMapper().readTree(first.get("partitionsBehindLatest")).get(topic.name());
        assertThat(lag.get("0").get("offsets").asLong()).isEqualTo(3);
        assertThat(lag.get("1").get("offsets").asLong()).isEqualTo(3);
        assertThat(Double.parseDouble(first.get("secondsBehindLatest"))).isBetween(0.0, 600.0);
        Map<String, String> last = progress.get(progress.size() - 1).sources()[0].metrics();
        assertThat(last)
                .containsEntry("offsetsBehindLatest", "0")
                .containsEntry("secondsBehindLatest", "0.0");
    }

    /**
     * @faults C13
     */
    @Test
    void countsLagToTheLastStableOffsetOnly() throws Exception {
        TestTopic topic = filled("stable", 1, 6, 3);
        try (var producer = topic.producer(Map.of("transactional.id", topic.name()))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(topic.record(0, "open")).get();

            List<StreamingQueryProgress> progress =
                    runToEnd(
                            stream(topic, Map.of("kafka.isolation.level", "read_committed")),
                            null,
                            COUNT);
            assertThat(progress.get(0).sources()[0].metrics())
                    .containsEntry("offsetsBehindLatest", "0");
            producer.abortTransaction();
        }
    }

    @Test
    void commitsToTheGroupOfANamedQueryAndBeginsThere() throws Exception {
        TestTopic topic = filled("commits", 2, 6, 3);
        String name = LocalStack.newName("clicks");
        Map<String, String> committedStart = Map.of("startingOffsets", "committed");

        runToEnd(stream(topic, committedStart), name, COUNT);
        assertThat(committed("millrace-" + name))
                .hasSize(2)
                .allSatisfy((p, at) -> assertThat(at.offset()).isEqualTo(3))
                .allSatisfy((p, at) -> assertThat(at.metadata()).startsWith("query "));

        topic.send("more");
        assertThat(rows(runToEnd(stream(topic, committedStart), name, COUNT))).containsExactly(1L);
        assertThat(committed("millrace-" + name).get(topic.partition(0)).offset()).isEqualTo(4);
    }

    @Test
    void commitsWhileItRunsToTheGroupItIsGiven() throws Exception {
        TestTopic topic = filled("given", 1, 3, 3);
        String group = LocalStack.newName("group");
        StreamingQuery query =
                stream(topic, Map.of("kafka.group.id", group))
                        .writeStream()
                        .option(
                                "checkpointLocation",
                                LocalStack.newDirectory("checkpoint").toString())
                        .foreachBatch(COUNT)
                        .start();
        try {
            for (long end = 3; end <= 5; end++) {
                long expected = end;
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () ->
                                        assertThat(committed(group).get(topic.partition(0)))
                                                .isNotNull()
                                                .extracting(OffsetAndMetadata::offset)
                                                .isEqualTo(expected));
                topic.send("more");
            }
        } finally {
            query.stop();
        }
    }

    @Test
    void commitsNothingWithoutAGroupOrIfToldNotTo() throws Exception {
        TestTopic topic = filled("quiet", 1, 3, 3);
        String name = LocalStack.newName("quiet");

        runToEnd(stream(topic, Map.of("commitOffsets", "false")), name, COUNT);
        assertThat(committed("millrace-" + name)).isEmpty();
        runToEnd(stream(topic, Map.of()), null, COUNT);
        assertThatThrownBy(
                        () -> runToEnd(stream(topic, Map.of("commitOffsets", "true")), null, COUNT))
                .hasMessageContaining("MISSING_OPTION")
                .hasMessageContaining("commit.group");
    }

    @Test
    void goesOnWhereOffsetsMayNotBeCommitted() throws Exception {
        TestTopic topic = filled("refused", 1, 3, 3);
        String group = LocalStack.newName("taken");
        Properties member = LocalStack.broker().connection().clientProperties();
        member.put("group.id", group);
        member.put("enable.auto.commit", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        member, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            // Nobody else may commit for a group that has members.
            consumer.subscribe(List.of(topic.name()));
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(100));
                                return !consumer.assignment().isEmpty();
                            });

            assertThat(rows(runToEnd(stream(topic, Map.of("commit.group", group)), null, COUNT)))
                    .containsExactly(3L);
            assertThat(committed(group)).isEmpty();
        }
    }

    /**
     * @faults C19
     */
    @Test
    void readsPartitionsThatAreAddedWhileItRuns() throws Exception {
        TestTopic topic = filled("grows", 1, 2, 3);
        StreamCheck check = new StreamCheck();
        check.run(stream(topic, Map.of()).selectExpr("cast(value as string)"));
        topic.addPartitions(3);
        topic.sendTo(2, "new");

        assertThat(check.run(stream(topic, Map.of()).selectExpr("cast(value as string)")))
                .containsExactly("[new]");
    }
}
