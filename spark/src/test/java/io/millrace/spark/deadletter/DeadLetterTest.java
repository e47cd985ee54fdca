package io.millrace.spark.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterContent;
import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that cannot be decoded: in the dead-letter topic once, and not in the output. */
class DeadLetterTest {

    private static Dataset<Row> stream(TestTopic topic, String... more) {
        Map<String, String> options = new HashMap<>(Map.of("value.schema", "id INT"));
        options.putAll(LetterFormat.options(topic, "json"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return LocalStack.session().readStream().format("millrace").options(options).load();
    }

    private static List<String> values(TestTopic source) {
        return Letters.of(source).stream().map(letter -> TestTopic.text(letter.value())).toList();
    }

    static List<LetterFormat> formats() {
        return LetterFormat.all();
    }

    /**
     * @faults D1
     */
    @ParameterizedTest
    @MethodSource("formats")
    void everyRecordIsInTheOutputOrInTheDeadLetters(LetterFormat format) throws Exception {
        TestTopic topic = Letters.topic("mixed", 2);
        Dataset<Row> rows = format.stream(topic).select("id");
        StreamCheck check = new StreamCheck();
        List<String> output = new ArrayList<>();
        List<String> expectedOutput = new ArrayList<>();
        List<String> expectedLetters = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int id = round * 100 + 1; id <= round * 100 + 100; id++) {
                boolean bad = id % 7 == 0;
                records.add(
                        new ProducerRecord<>(
                                topic.name(),
                                id % 2,
                                Integer.toString(id).getBytes(StandardCharsets.UTF_8),
                                bad ? format.bad(id) : format.good(id)));
                (bad ? expectedLetters : expectedOutput)
                        .add(bad ? Integer.toString(id) : "[" + id + "]");
            }
            topic.sendAll(records);
            List<String> batch = check.run(rows);
            // As if the process had died before it wrote down that the micro-batch was done.
            Letters.forgetLastCommit(check.checkpoint());
            assertThat(check.run(rows)).isEqualTo(batch);
            output.addAll(batch);
        }

        assertThat(output).containsExactlyInAnyOrderElementsOf(expectedOutput);
        assertThat(Letters.of(topic))
                .extracting(letter -> TestTopic.text(letter.key()))
                .containsExactlyInAnyOrderElementsOf(expectedLetters);
    }

    /**
     * @faults D4
     */
    @Test
    void givesTheRecordAsItWasWithWhereItWasAndWhy() throws Exception {
        TestTopic topic = Letters.topic("whole", 1);
        byte[] value = {'{', (byte) 0xff, 0};
        byte[] large = new byte[500_000];
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(), 0, 1_234L, "k".getBytes(), value);
        record.headers()
                .add("twice", new byte[] {(byte) 0xc3})
                .add("twice", null)
                .add("millrace.dlq.topic", "payroll".getBytes())
                .add("large", large);
        IntStream.range(0, 2_000).forEach(i -> record.headers().add("h" + i, new byte[0]));
        topic.send("{\"id\":1}");
        topic.sendAll(List.of(record));
        Instant before = Instant.now().minusMillis(1);

        StreamingQuery query = start(stream(topic), "whole", new StreamCheck());
        query.awaitTermination();

        DeadLetter letter = Letters.of(topic).get(0);
        assertThat(letter.key()).isEqualTo("k".getBytes());
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.headers()).containsExactly(record.headers().toArray());
        assertThat(letter.headers().get(3)).isEqualTo(new RecordHeader("large", large));
        assertThat(letter.content()).isEqualTo(LetterContent.RECORD);
        assertThat(letter.origin().orElseThrow().toString())
                .isEqualTo(
                        "RecordOrigin[topic="
                                + topic.name()
                                + ", partition=0, offset=1, timestamp=1234]");
        assertThat(letter.reason().code()).isEqualTo("MALFORMED_RECORD");
        assertThat(letter.reason().message()).isNotBlank();
        assertThat(letter.query().name()).contains("whole");
        assertThat(letter.query().id()).contains(query.id().toString());
        assertThat(letter.time()).isBetween(before, Instant.now());
        assertThat(query.lastProgress().sources()[0].metrics())
                .containsEntry("deadLetters", "1")
                .containsEntry("recordsRead", "2");
    }

    private static StreamingQuery start(Dataset<Row> rows, String name, StreamCheck check)
            throws Exception {
        return rows.writeStream()
                .queryName(name)
                .format("noop")
                .option("checkpointLocation", check.checkpoint().toString())
                .trigger(Trigger.AvailableNow())
                .start();
    }

    @Test
    void writesALetterOnceWhereAQueryReadsItsStreamTwice() throws Exception {
        TestTopic topic = Letters.topic("union", 2).send("{\"id\":1}", "oops", "{\"id\":2}");
        Dataset<Row> rows = stream(topic);

        List<String> output = new StreamCheck().run(rows.union(rows));

        assertThat(output).containsExactly("[1]", "[1]", "[2]", "[2]");
        assertThat(values(topic)).containsExactly("oops");
    }

    @Test
    void writesALetterOnceWhereABatchIsReadInPartFirst() throws Exception {
        TestTopic topic = Letters.topic("parts", 1);
        topic.send(
                IntStream.range(0, 9_000)
                        .mapToObj(i -> i % 1_000 == 999 ? "bad " + i : "{\"id\":" + i + "}")
                        .toList());
        List<Long> counts = new ArrayList<>();
        stream(topic)
                .writeStream()
                .option("checkpointLocation", new StreamCheck().checkpoint().toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(
                        (org.apache.spark.api.java.function.VoidFunction2<Dataset<Row>, Long>)
                                (batch, id) -> {
                                    counts.add((long) batch.limit(2_000).collectAsList().size());
                                    counts.add((long) batch.collectAsList().size());
                                })
                .start()
                .awaitTermination();

        assertThat(counts).containsExactly(2_000L, 8_991L);
        assertThat(values(topic))
                .containsExactlyElementsOf(
                        IntStream.range(0, 9).mapToObj(i -> "bad " + (i * 1_000 + 999)).toList());
    }

    @Test
    void numbersTheSplitsOfAPartition() throws Exception {
        TestTopic topic = Letters.topic("splits", 1);
        topic.send(
                IntStream.range(0, 100)
                        .mapToObj(i -> i % 10 == 9 ? "bad " + i : "{\"id\":" + i + "}")
                        .toList());
        StreamCheck check = new StreamCheck();
        Dataset<Row> rows = stream(topic, "maxRecordsPerPartition", "30");

        assertThat(check.run(rows)).hasSize(90);
        Letters.forgetLastCommit(check.checkpoint());
        assertThat(check.run(rows)).hasSize(90);

        assertThat(values(topic))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "bad " + (i * 10 + 9)).toList());
    }

    @Test
    void passesOverWhatAFilterRejectsFirst() throws Exception {
        TestTopic topic =
                Letters.topic("filter", 1)
                        .send(
                                "{\"id\":1,\"n\":\"x\"}",
                                "{\"id\":2,\"n\":3}",
                                "{\"id\":\"x\",\"n\":4}",
                                "{\"id\":2,\"n\":\"y\"}");
        Dataset<Row> rows =
                stream(topic, "value.schema", "id INT, n INT", "deadletter.max.rate", "1")
                        .where("id = 2");

        assertThat(new StreamCheck().run(rows)).containsExactly("[2,3]");
        assertThat(values(topic))
                .containsExactly("{\"id\":\"x\",\"n\":4}", "{\"id\":2,\"n\":\"y\"}");
    }

    @Test
    void writesTheLettersOfABatchReadRowByRowToo() {
        TestTopic topic = Letters.topic("batch", 1).send("{\"id\":1}", "oops");
        Map<String, String> options = new HashMap<>(LetterFormat.options(topic, "json"));
        options.put("value.schema", "id INT");
        options.remove("startingOffsets");

        Dataset<Row> rows = LocalStack.session().read().format("millrace").options(options).load();

        assertThat(rows.collectAsList()).hasToString("[[1]]");
        assertThat(values(topic)).containsExactly("oops");
        assertThat(Letters.of(topic).get(0).query().id()).isEmpty();
    }

    /**
     * @faults D8
     */
    @Test
    void stopsBeforeAPoisonedTopicFillsTheDeadLetters() {
        TestTopic topic = Letters.topic("poison", 1);
        topic.send(IntStream.range(0, 5_000).mapToObj(i -> "bad " + i).toList());
        StreamCheck check = new StreamCheck();

        assertThatThrownBy(() -> check.run(stream(topic)))
                .hasStackTraceContaining("[TOO_MANY_DEAD_LETTERS]")
                .hasStackTraceContaining("topic '" + topic.name() + "'")
                .hasStackTraceContaining("5000 of the last 5000 records")
                .hasStackTraceContaining("offset 0 of partition " + topic.name() + "-0")
                .hasStackTraceContaining("deadletter.max.rate=0.5");
        assertThat(values(topic)).isEmpty();
    }

    /**
     * @faults D8
     */
    @Test
    void stopsAlsoWhereEachTaskReadsTooLittleToJudge() {
        TestTopic topic = Letters.topic("poison", 1);
        topic.send(IntStream.range(0, 200).mapToObj(i -> "bad " + i).toList());
        StreamCheck check = new StreamCheck();

        assertThatThrownBy(() -> check.run(stream(topic, "maxOffsetsPerTrigger", "40")))
                .hasStackTraceContaining("[TOO_MANY_DEAD_LETTERS]")
                .hasStackTraceContaining("120 of the last 120 records");
        assertThat(values(topic)).hasSize(120);
    }

    @Test
    void goesOnWhereThatIsAllowed() throws Exception {
        TestTopic topic = Letters.topic("poison", 1);
        topic.send(IntStream.range(0, 500).mapToObj(i -> "bad " + i).toList());

        assertThat(new StreamCheck().run(stream(topic, "deadletter.max.rate", "1"))).isEmpty();
        assertThat(values(topic)).hasSize(500);
    }

    /**
     * @faults D9
     */
    @Test
    void doesNotBeginWithoutATopicForThem() {
        TestTopic topic = TestTopic.create("nodlq", 1).send("{}");

        assertThatThrownBy(() -> new StreamCheck().run(stream(topic)))
                .hasStackTraceContaining("[TOPIC_NOT_FOUND]")
                .hasStackTraceContaining(topic.name() + "-dlq");
    }

    /**
     * @faults D9
     */
    @Test
    void losesNothingWhereTheTopicVanishes() throws Exception {
        TestTopic topic = Letters.topic("vanish", 1).send("{\"id\":1}", "oops");
        TestTopic letters = TestTopic.named(topic.name() + "-dlq");
        StreamCheck check = new StreamCheck();
        Dataset<Row> rows = stream(topic, "kafka.max.block.ms", "2000");
        check.run(rows);
        letters.delete();
        topic.send("worse", "{\"id\":2}");

        assertThatThrownBy(() -> check.run(rows))
                .hasStackTraceContaining("[TARGET_NOT_FOUND]")
                .hasStackTraceContaining(letters.name());
        letters.createAgain(1);
        assertThat(check.run(rows)).containsExactly("[2]");
        assertThat(values(topic)).containsExactly("worse");
    }

    @Test
    void refusesToReadItsOwnLetters() {
        assertThatThrownBy(
                        () ->
                                pattern("clicks.*", "deadletter.topic", "clicks-dlq")
                                        .writeStream()
                                        .format("noop")
                                        .start()
                                        .processAllAvailable())
                .hasStackTraceContaining("[CONFLICTING_OPTIONS]")
                .hasStackTraceContaining("would be read again");
        assertThatThrownBy(
                        () ->
                                pattern("clicks.*")
                                        .writeStream()
                                        .format("noop")
                                        .start()
                                        .processAllAvailable())
                .hasStackTraceContaining("[MISSING_OPTION]")
                .hasStackTraceContaining("deadletter.topic");
    }

    private static Dataset<Row> pattern(String regex, String... more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "subscribePattern", regex,
                                "value.format", "json",
                                "value.schema", "id INT",
                                "value.malformed", "deadletter"));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return LocalStack.session().readStream().format("millrace").options(options).load();
    }
}
