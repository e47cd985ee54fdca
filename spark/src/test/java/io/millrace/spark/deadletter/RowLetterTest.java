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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Rows that become dead letters: by the query, by a function that throws, by the sink. */
class RowLetterTest {

    private final StreamCheck check = new StreamCheck();

    private static Dataset<Row> stream(TestTopic topic) {
        Map<String, String> options = new HashMap<>(LetterFormat.options(topic, "json"));
        options.put("value.schema", "id INT, n STRING");
        return LocalStack.session().readStream().format("millrace").options(options).load();
    }

    private void write(Dataset<Row> rows, TestTopic out, String... more) throws Exception {
        Map<String, String> options = new HashMap<>();
        options.put("topic", out.name());
        options.put("value.format", "json");
        options.put("checkpointLocation", check.checkpoint().toString());
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        rows.writeStream()
                .format("millrace")
                .options(options)
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }

    /**
     * @faults B7
     */
    @Test
    void aFunctionThatThrowsMakesADeadLetterOfItsRow() throws Exception {
        TestTopic in =
                Letters.topic("guard", 1).send("{\"id\":1,\"n\":\"7\"}", "{\"id\":2,\"n\":\"x\"}");
        TestTopic out = Letters.topic("guarded", 1);
        Dataset<Row> parsed =
                DeadLetters.guard(
                        stream(in).selectExpr("*", "_topic", "_partition", "_offset", "_headers"),
                        StructType.fromDDL("id INT, n INT"),
                        row ->
                                RowFactory.create(
                                        row.getInt(0), Integer.parseInt(row.getString(1))));

        write(parsed, out);
        Letters.forgetLastCommit(check.checkpoint());
        write(parsed, out);

        assertThat(out.values()).containsExactly("{\"id\":1,\"n\":7}");
        DeadLetter letter = only(Letters.of(out));
        assertThat(letter.reason().code()).isEqualTo("FUNCTION_FAILED");
        assertThat(letter.reason().message()).contains("NumberFormatException").contains("\"x\"");
        assertThat(letter.content()).isEqualTo(LetterContent.ROW);
        assertThat(TestTopic.text(letter.value())).startsWith("{\"id\":2,\"n\":\"x\"");
        assertThat(letter.origin().orElseThrow().offset()).isEqualTo(1);
        assertThat(letter.origin().orElseThrow().topic()).isEqualTo(in.name());
        assertThat(letter.query().id()).isPresent();
    }

    private static DeadLetter only(List<DeadLetter> letters) {
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    @Test
    void aQuerySaysWhichRowsAreDeadLetters() throws Exception {
        TestTopic in = Letters.topic("says", 1);
        for (int id = 1; id <= 3; id++) {
            in.send("{\"id\":" + id + ",\"n\":\"n" + id + "\"}");
        }
        TestTopic out = Letters.topic("said", 1);
        Dataset<Row> rows =
                stream(in)
                        .selectExpr(
                                "id",
                                "CASE WHEN id = 2 THEN named_struct('reason', 'UNEVEN', 'message',"
                                        + " n, 'value', CAST('raw' AS BINARY), 'key', _key) WHEN id"
                                        + " = 3 THEN named_struct('reason', CAST(NULL AS STRING),"
                                        + " 'message', n, 'value', CAST(NULL AS BINARY), 'key',"
                                        + " _key) END AS _deadletter");

        write(rows, out);

        assertThat(out.values()).containsExactly("{\"id\":1}");
        assertThat(Letters.of(out))
                .extracting(
                        letter ->
                                letter.reason()
                                        + " "
                                        + letter.content()
                                        + " "
                                        + TestTopic.text(letter.value()))
                .containsExactly(
                        "LetterReason[code=UNEVEN, message=n2] record raw",
                        "LetterReason[code=REJECTED_BY_QUERY, message=n3] row {\"id\":3}");
    }

    /**
     * As docs/dead-letters.md has it: late is what is older, when it arrives, than the query says.
     */
    @Test
    void whatArrivesTooLateBecomesADeadLetter() throws Exception {
        TestTopic in = Letters.topic("late", 1);
        Instant arrived = Instant.parse("2026-03-01T12:00:00Z");
        in.sendAll(
                Stream.of(
                                "2026-03-01T11:50:00Z",
                                "2026-03-01T11:49:59.999Z",
                                "1969-12-31T23:59:59Z",
                                "2036-03-01T12:00:00Z")
                        .map(at -> "{\"id\":1,\"n\":\"" + at + "\"}")
                        .map(value -> value.getBytes(StandardCharsets.UTF_8))
                        .map(
                                value ->
                                        new ProducerRecord<byte[], byte[]>(
                                                in.name(), 0, arrived.toEpochMilli(), null, value))
                        .toList());
        TestTopic out = Letters.topic("in-time", 1);
        Dataset<Row> rows =
                stream(in)
                        .selectExpr(
                                "*",
                                "CAST(n AS TIMESTAMP) AS at",
                                "_topic",
                                "_partition",
                                "_offset",
                                "_timestamp")
                        .selectExpr(
                                "n",
                                "IF(at < _timestamp - INTERVAL 10 MINUTES, named_struct('reason',"
                                        + " 'LATE', 'topic', _topic, 'partition', _partition,"
                                        + " 'offset', _offset), NULL) AS _deadletter");

        write(rows, out);
        Letters.forgetLastCommit(check.checkpoint());
        write(rows, out);

        assertThat(out.values())
                .containsExactly(
                        "{\"n\":\"2026-03-01T11:50:00Z\"}", "{\"n\":\"2036-03-01T12:00:00Z\"}");
        assertThat(Letters.of(out))
                .extracting(
                        letter ->
                                letter.reason().code()
                                        + " "
                                        + letter.origin().orElseThrow().offset()
                                        + " "
                                        + TestTopic.text(letter.value()))
                .containsExactly(
                        "LATE 1 {\"n\":\"2026-03-01T11:49:59.999Z\"}",
                        "LATE 2 {\"n\":\"1969-12-31T23:59:59Z\"}");
    }

    @Test
    void refusesAColumnThatSaysSomethingElse() {
        TestTopic in = Letters.topic("odd", 1).send("{\"id\":1}");
        TestTopic out = Letters.topic("odd-out", 1);

        assertThatThrownBy(() -> write(stream(in).selectExpr("id", "n AS _deadletter"), out))
                .hasStackTraceContaining("[SINK_COLUMN_TYPE]")
                .hasStackTraceContaining("_deadletter");
    }

    /**
     * @faults D3
     */
    @Test
    void whatTheSinkRejectsBecomesADeadLetterInTheSameTransaction() throws Exception {
        TestTopic in = Letters.topic("rejects", 1);
        in.send(
                "{\"id\":1,\"n\":\"ok\"}",
                "{\"id\":2,\"n\":\"" + "x".repeat(20_000) + "\"}",
                "{\"id\":-5,\"n\":\"before 1970\"}");
        TestTopic out = TestTopic.absent("small");
        try (Admin admin = LocalStack.broker().connection().openAdmin()) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(out.name(), 1, (short) 1)
                                            .configs(Map.of("max.message.bytes", "10000"))))
                    .all()
                    .get();
        }
        TestTopic.named(out.name() + "-dlq").createAgain(1);
        Dataset<Row> rows = stream(in).selectExpr("id", "n", "timestamp_millis(id) AS _timestamp");

        assertThatThrownBy(() -> write(rows, out)).hasStackTraceContaining("[SINK_VALUE_REFUSED]");
        assertThat(out.values()).isEmpty();
        write(rows, out, "rejected", "deadletter");
        Letters.forgetLastCommit(check.checkpoint());
        write(rows, out, "rejected", "deadletter");

        assertThat(out.values()).containsExactly("{\"id\":1,\"n\":\"ok\"}");
        assertThat(Letters.of(out))
                .extracting(letter -> letter.reason().code())
                .containsExactly("RECORD_UNACCEPTABLE", "SINK_VALUE_REFUSED");
        assertThat(TestTopic.text(Letters.of(out).get(1).value()))
                .startsWith("{\"id\":-5,\"n\":\"before 1970\"");
    }

    @Test
    void stopsWhereTheSinkRejectsTooMuch() {
        TestTopic in = Letters.topic("rejects", 1);
        in.send(java.util.Collections.nCopies(200, "{\"id\":-1,\"n\":\"\"}"));
        TestTopic out = Letters.topic("rejected", 1);
        Dataset<Row> rows = stream(in).selectExpr("id", "timestamp_millis(id) AS _timestamp");

        assertThatThrownBy(() -> write(rows, out, "rejected", "deadletter"))
                .hasStackTraceContaining("[TOO_MANY_ROWS_REJECTED]")
                .hasStackTraceContaining("100 of 100 rows")
                .hasStackTraceContaining("SINK_VALUE_REFUSED");
        assertThat(Letters.of(out)).isEmpty();
    }

    /** Before the task commits, neither a row nor a dead letter is there; then both are. */
    @Test
    void lettersOfTheSourceAreInTheTransactionOfTheSink() throws Exception {
        TestTopic in = Letters.topic("same", 1).send("{\"id\":1}", "oops", "{\"id\":2}");
        TestTopic out = TestTopic.create("same-out", 1);

        write(stream(in).select("id"), out);
        Letters.forgetLastCommit(check.checkpoint());
        write(stream(in).select("id"), out);

        assertThat(out.values()).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(Letters.of(in)).hasSize(1);
        assertThat(producerOf(TestTopic.named(in.name() + "-dlq"))).isEqualTo(producerOf(out));
    }

    @Test
    void lettersOfAStreamThatIsReadTwiceAreInATransactionOfTheirOwn() throws Exception {
        TestTopic in = Letters.topic("twice", 1).send("{\"id\":1}", "oops");
        TestTopic out = TestTopic.create("twice-out", 1);
        Dataset<Row> rows = stream(in).select("id");

        write(rows.union(rows), out);

        assertThat(out.values()).containsExactly("{\"id\":1}", "{\"id\":1}");
        assertThat(Letters.of(in)).hasSize(1);
    }

    /** The id of the only producer that has written to a partition. */
    private static long producerOf(TestTopic topic) throws Exception {
        try (Admin admin = LocalStack.broker().connection().openAdmin()) {
            return admin.describeProducers(List.of(topic.partition(0)))
                    .partitionResult(topic.partition(0))
                    .get()
                    .activeProducers()
                    .get(0)
                    .producerId();
        }
    }
}
