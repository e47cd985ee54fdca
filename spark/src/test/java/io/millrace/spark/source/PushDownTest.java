package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** What is pushed into batch reads, and that answers are the same as without. */
class PushDownTest {

    private static final String SCHEMA =
            "kind STRING, n INT, at TIMESTAMP, price DECIMAL(10,2), s STRUCT<a: INT, b: DOUBLE>";

    private static final TestTopic EVENTS = events();

    private static TestTopic events() {
        TestTopic topic = TestTopic.create("pushdown", 3);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        String[] kinds = {"view", "click", "purchase", "véränderung", ""};
        for (int i = 0; i < 300; i++) {
            String value =
                    i % 50 == 49
                            ? null
                            : i % 17 == 0
                                    ? "{\"n\":" + i + "}"
                                    : "{\"kind\":\"%s\",\"n\":%d,\"at\":\"2026-01-01T00:%02d:00Z\",\"price\":%d.50,\"s\":{\"a\":%d,\"b\":%s}}"
                                            .formatted(
                                                    kinds[i % 5],
                                                    i,
                                                    i % 60,
                                                    i,
                                                    i % 7,
                                                    i % 11 == 0 ? "\"NaN\"" : "-0.0");
            records.add(topic.record(i % 3, value));
        }
        topic.sendAll(records);
        return topic;
    }

    private static Dataset<Row> read(Map<String, String> options) {
        return LocalStack.session()
                .read()
                .format("millrace")
                .schema(SCHEMA)
                .option("subscribe", EVENTS.name())
                .option("value.format", "json")
                .options(options)
                .load();
    }

    private static BatchScanExec scan(Dataset<Row> rows) {
        return scan(rows.queryExecution().executedPlan());
    }

    private static BatchScanExec scan(SparkPlan plan) {
        if (plan instanceof BatchScanExec found) {
            return found;
        } else if (plan instanceof AdaptiveSparkPlanExec adaptive) {
            return scan(adaptive.executedPlan());
        }
        return scan(CollectionConverters.asJava(plan.children()).get(0));
    }

    private static long metric(Dataset<Row> rows, String name) {
        return scan(rows).metrics().apply(name).value();
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind = 'view'",
                "kind != 'view'",
                "kind <=> 'view'",
                "NOT (kind <=> 'view')",
                "kind IS NULL",
                "kind IS NOT NULL AND n < 100",
                "kind IN ('view', 'click', '')",
                "kind NOT IN ('view', 'click')",
                "n IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)",
                "kind LIKE 'v%'",
                "kind LIKE 'vé%'",
                "NOT kind LIKE 'v%'",
                "kind > 'purchase' OR n = 3",
                "at >= timestamp'2026-01-01T00:30:00Z'",
                "price = 12.5",
                "price > 100",
                "s.a = 3",
                "s.a IS NULL",
                "s IS NULL",
                "s.b = 0.0D",
                "s.b > 1",
                "s.b = double('NaN')",
                "_partition = 1",
                "_partition = 1 AND n > 100",
                "_partition = 1 OR n > 290",
                "_offset < 10 AND _partition IN (0, 2)",
                "_offset > 90",
                "_offset = 5",
                "_offset != 5",
                "_topic = 'another'",
                "_topic LIKE 'push%' AND kind = 'view'",
                "_timestamp > timestamp'2020-01-01'",
                "_key IS NULL AND s.a < 2",
            })
    void answersAreTheSameWithout(String condition) {
        Dataset<Row> with =
                read(Map.of()).where(condition).selectExpr("*", "_offset", "_partition");
        Dataset<Row> without =
                read(Map.of("pushDownPredicate", "false"))
                        .where(condition)
                        .selectExpr("*", "_offset", "_partition");

        List<String> rows = texts(with);

        assertThat(rows).isEqualTo(texts(without));
        assertThat(metric(without, "recordsRead")).isEqualTo(300);
        assertThat(metric(without, "recordsSkipped")).isZero();
        // All of the condition was pushed, and so nothing is left for Spark's filter.
        assertThat(metric(with, "numOutputRows")).isEqualTo(rows.size());
        assertThat(metric(with, "recordsRead") - metric(with, "recordsSkipped"))
                .isEqualTo(rows.size());
    }

    @Test
    void readsNoPartitionAndNoOffsetThatIsExcluded() {
        Dataset<Row> rows =
                read(Map.of())
                        .where("_partition = 1 AND _offset >= 10 AND _offset < 30")
                        .select("n");

        assertThat(rows.collectAsList()).hasSize(20);
        assertThat(metric(rows, "recordsRead")).isEqualTo(20);
        assertThat(scan(rows).inputPartitions().size()).isEqualTo(1);
    }

    @Test
    void readsNothingOfTopicsThatAreExcluded() {
        Dataset<Row> rows = read(Map.of()).where("_topic != '" + EVENTS.name() + "'").select("n");

        assertThat(rows.collectAsList()).isEmpty();
        assertThat(scan(rows).inputPartitions().size()).isZero();
    }

    @Test
    void showsWhatIsPushed() {
        Dataset<Row> rows = read(Map.of()).where("kind = 'view' AND s.a > 2").select("n");

        assertThat(scan(rows).simpleString(100))
                .contains("pushed filters [kind IS NOT NULL, ")
                .contains("kind = 'view'")
                .contains("s.a > 2")
                .contains("s:struct<a:int>");
    }

    @Test
    void pushesConditionsOnRawRecords() {
        Dataset<Row> rows =
                LocalStack.session()
                        .read()
                        .format("millrace")
                        .option("subscribe", EVENTS.name())
                        .load()
                        .where(
                                "partition = 2 AND offset > 50 AND value IS NULL AND timestampType = 0")
                        .select("offset");

        List<String> all = texts(rows);

        assertThat(all).hasSize(1);
        assertThat(metric(rows, "numOutputRows")).isEqualTo(1);
        assertThat(metric(rows, "recordsRead")).isEqualTo(49);
    }

    @Test
    void readsTheFieldsOfHeaders() {
        TestTopic topic = TestTopic.create("headers", 1);
        RecordHeaders headers = new RecordHeaders();
        headers.add("a", new byte[] {1});
        headers.add("b", new byte[] {2});
        topic.sendAll(
                List.of(
                        new ProducerRecord<>(
                                topic.name(), 0, null, null, "{\"n\":1}".getBytes(), headers)));

        List<String> rows =
                texts(
                        LocalStack.session()
                                .read()
                                .format("millrace")
                                .schema("n INT")
                                .option("subscribe", topic.name())
                                .option("value.format", "json")
                                .load()
                                .selectExpr("_headers.key"));

        assertThat(rows).containsExactly("[ArraySeq(a, b)]");
    }

    private static Dataset<Row> damaged(String malformed, String schema) {
        TestTopic topic =
                TestTopic.create("damaged", 1)
                        .send(
                                "{\"kind\":\"click\",\"n\":\"no number\"}",
                                "{\"n\":\"no number\",\"kind\":\"click\"}",
                                "{\"n\":1,\"kind\":\"view\"}",
                                "{\"n\":\"no number\",\"kind\":\"click\",\"kind\":\"click\"}");
        return LocalStack.session()
                .read()
                .format("millrace")
                .schema(schema)
                .option("subscribe", topic.name())
                .option("value.format", "json")
                .option("value.malformed", malformed)
                .load();
    }

    @Test
    void aRecordThatIsRejectedIsNotMalformedInOtherFields() {
        Dataset<Row> rows = damaged("fail", "kind STRING, n INT").where("kind = 'view'");

        assertThat(texts(rows)).containsExactly("[view,1]");
        assertThat(metric(rows, "malformedRecords")).isZero();
    }

    @Test
    void aRecordThatIsWantedIsStillMalformed() {
        Dataset<Row> rows = damaged("fail", "kind STRING, n INT").where("kind = 'click'");

        assertThatThrownBy(rows::collectAsList).rootCause().hasMessageContaining("offset 0");
    }

    @Test
    void aRecordWhoseTestedFieldIsDamagedIsMalformed() {
        Dataset<Row> rows = damaged("fail", "kind STRING, n INT").where("n = 1").select("kind");

        assertThatThrownBy(rows::collectAsList).rootCause().hasMessageContaining("offset 0");
    }

    @Test
    void partialResultsAreFilteredAsFromJsonGivesThem() {
        Dataset<Row> rows = damaged("null", "kind STRING, n INT").where("n IS NULL");

        assertThat(texts(rows)).containsExactly("[click,null]", "[click,null]", "[click,null]");
    }

    @Test
    void nothingIsSkippedWhereMalformedRecordsAreShown() {
        Dataset<Row> rows =
                damaged("null", "kind STRING, n INT, _corrupt_record STRING")
                        .where("_corrupt_record IS NOT NULL AND kind = 'click'");

        assertThat(rows.collectAsList()).hasSize(3);
        assertThat(scan(rows).simpleString(100)).contains("pushed filters []");
    }

    @Test
    void aStreamGoesOnWhereItStoppedWhateverItSkipped() throws Exception {
        TestTopic topic = TestTopic.create("skipping", 2);
        Dataset<Row> stream =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .schema("kind STRING, n INT")
                        .option("subscribe", topic.name())
                        .option("startingOffsets", "earliest")
                        .option("maxOffsetsPerTrigger", "3")
                        .option("value.format", "json")
                        .load()
                        .where("kind = 'view'")
                        .select("n");
        StreamCheck check = new StreamCheck();
        for (int round = 0; round < 3; round++) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String kind = i % 4 == round ? "view" : "click";
                values.add("{\"kind\":\"" + kind + "\",\"n\":" + (10 * round + i) + "}");
            }
            topic.send(values);

            List<String> rows = check.run(stream);

            List<String> expected =
                    switch (round) {
                        case 0 -> List.of("[0]", "[4]", "[8]");
                        case 1 -> List.of("[11]", "[15]", "[19]");
                        default -> List.of("[22]", "[26]");
                    };
            assertThat(rows).isEqualTo(expected);
        }
    }
}
