package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Without a value format: the columns of Spark's own Kafka source. */
class RawSourceTest {

    private static Dataset<Row> stream(TestTopic topic, String... options) {
        var reader =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .option("subscribe", topic.name())
                        .option("startingOffsets", "earliest");
        for (int i = 0; i < options.length; i += 2) {
            reader = reader.option(options[i], options[i + 1]);
        }
        return reader.load();
    }

    @Test
    void hasTheColumnsOfSparksSource() {
        TestTopic topic = TestTopic.create("raw", 1);

        assertThat(stream(topic).schema().sql())
                .isEqualTo(
                        "STRUCT<key: BINARY, value: BINARY, topic: STRING, partition: INT, offset:"
                                + " BIGINT, timestamp: TIMESTAMP, timestampType: INT>");
        assertThat(
                        stream(topic, "includeHeaders", "true")
                                .schema()
                                .apply("headers")
                                .dataType()
                                .sql())
                .isEqualTo("ARRAY<STRUCT<key: STRING, value: BINARY>>");
    }

    @Test
    void givesEveryPartOfARecord() throws Exception {
        TestTopic topic = TestTopic.create("raw", 2);
        ProducerRecord<byte[], byte[]> full =
                new ProducerRecord<>(
                        topic.name(), 1, 1_700_000_000_123L, utf8("k"), utf8("v"), List.of());
        full.headers()
                .add("h", utf8("1"))
                .add(new RecordHeader("h", (byte[]) null))
                .add("ü", utf8(""));
        ProducerRecord<byte[], byte[]> empty =
                new ProducerRecord<>(topic.name(), 0, 0L, null, null, List.of());
        topic.sendAll(List.of(full, empty));

        Dataset<Row> rows =
                stream(topic, "includeHeaders", "true")
                        .selectExpr(
                                "cast(key as string)",
                                "cast(value as string)",
                                "topic",
                                "partition",
                                "offset",
                                "unix_millis(timestamp)",
                                "timestampType",
                                "transform(headers, h -> h.key || '=' || cast(h.value as string))");

        assertThat(new StreamCheck().run(rows))
                .containsExactly(
                        "[k,v," + topic.name() + ",1,0,1700000000123,0,ArraySeq(h=1, null, ü=)]",
                        "[null,null," + topic.name() + ",0,0,0,0,null]");
    }

    @Test
    void readsTheSameInABatch() {
        TestTopic topic = TestTopic.create("raw", 3).send("a", "b", "c", "d", "e");

        List<String> values =
                LocalStack.session()
                        .read()
                        .format("millrace")
                        .option("subscribe", topic.name())
                        .load()
                        .selectExpr("cast(value as string) as v", "partition", "offset")
                        .orderBy("v")
                        .collectAsList()
                        .stream()
                        .map(Row::toString)
                        .toList();

        assertThat(values).containsExactly("[a,0,0]", "[b,1,0]", "[c,2,0]", "[d,0,1]", "[e,1,1]");
    }

    @Test
    void countsWithoutReadingAnyColumn() {
        TestTopic topic = TestTopic.create("raw", 2).send("a", "b", "c");

        assertThat(
                        LocalStack.session()
                                .read()
                                .format("millrace")
                                .option("subscribe", topic.name())
                                .load()
                                .count())
                .isEqualTo(3);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
