package io.millrace.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.v2.MicroBatchScanExec;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Reads the physical plans: a streaming scan gives what the query needs and little else. */
class PushDownIntoStreamsTest {

    private static final String[] VALUES = {
        "{\"a\":1,\"b\":\"x\",\"c\":1.5,\"t\":\"2026-01-01T00:00:00Z\"}",
        "{\"a\":2,\"b\":\"y\",\"c\":2.5,\"t\":\"2026-01-01T00:00:10Z\"}"
    };

    private static Dataset<Row> stream() {
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .schema("a INT, b STRING, c DOUBLE, t TIMESTAMP")
                .option("subscribe", TestTopic.create("prune", 1).send(VALUES).name())
                .option("startingOffsets", "earliest")
                .option("value.format", "json")
                .load();
    }

    /**
     * What a query did.
     *
     * @param scans the columns of each scan
     * @param pushed the filters of each scan
     * @param recordsRead as the source reports them
     * @param skipped as the metrics of the scans count them
     */
    private record Ran(
            List<String> scans,
            List<String> pushed,
            List<String> rows,
            long inputRows,
            long recordsRead,
            long skipped) {}

    private static Ran run(Dataset<Row> rows, String outputMode)
            throws TimeoutException, StreamingQueryException {
        String name = LocalStack.newName("prune").replace('-', '_');
        StreamingQuery query =
                rows.writeStream()
                        .format("memory")
                        .queryName(name)
                        .outputMode(outputMode)
                        .option(
                                "checkpointLocation",
                                LocalStack.newDirectory("checkpoint").toString())
                        .trigger(Trigger.AvailableNow())
                        .start();
        query.awaitTermination();
        List<MicroBatchScanExec> scans = new ArrayList<>();
        collectScans(
                ((StreamingQueryWrapper) query).streamingQuery().lastExecution().executedPlan(),
                scans);
        List<String> result =
                LocalStack.session().table(name).collectAsList().stream()
                        .map(Row::toString)
                        .sorted()
                        .toList();
        long inputRows = 0;
        long recordsRead = 0;
        for (var progress : query.recentProgress()) {
            inputRows += progress.numInputRows();
            for (var source : progress.sources()) {
                recordsRead += Long.parseLong(source.metrics().get("recordsRead"));
            }
        }
        return new Ran(
                scans.stream().map(PushDownIntoStreamsTest::columns).toList(),
                scans.stream().map(PushDownIntoStreamsTest::pushed).toList(),
                result,
                inputRows,
                recordsRead,
                scans.stream().mapToLong(s -> s.metrics().apply("recordsSkipped").value()).sum());
    }

    /** Names, with their types where these are structs. */
    private static String columns(MicroBatchScanExec scan) {
        return Arrays.stream(scan.scan().readSchema().fields())
                .map(
                        field ->
                                field.dataType().simpleString().contains("struct")
                                        ? field.name() + ":" + field.dataType().simpleString()
                                        : field.name())
                .collect(Collectors.joining(","));
    }

    private static String pushed(MicroBatchScanExec scan) {
        return scan.simpleString(100).replaceAll(".* pushed filters ", "");
    }

    private static void collectScans(SparkPlan plan, List<MicroBatchScanExec> scans) {
        if (plan instanceof MicroBatchScanExec scan) {
            scans.add(scan);
            assertThat(scan.schema().simpleString())
                    .isEqualTo(scan.scan().readSchema().simpleString());
            assertThat(scan.supportsColumnar()).isTrue();
        }
        CollectionConverters.asJava(plan.children()).forEach(child -> collectScans(child, scans));
    }

    @Test
    void readsOnlyTheColumnsOfAProjectionAndAFilter() throws Exception {
        Ran ran = run(stream().where("c > 2").select("b"), "append");

        assertThat(ran.scans()).containsExactly("b,c");
        assertThat(ran.pushed()).containsExactly("[c IS NOT NULL, c > 2.0]");
        assertThat(ran.rows()).containsExactly("[y]");
        assertThat(ran.inputRows()).isEqualTo(1);
        assertThat(ran.recordsRead()).isEqualTo(2);
        assertThat(ran.skipped()).isEqualTo(1);
    }

    @Test
    void readsNoColumnToCountRows() throws Exception {
        Ran ran = run(stream().groupBy().count(), "complete");

        assertThat(ran.scans()).containsExactly("");
        assertThat(ran.rows()).containsExactly("[2]");
    }

    @Test
    void readsMetadataColumnsOnlyIfAskedFor() throws Exception {
        Ran ran = run(stream().select("_offset", "a"), "append");

        assertThat(ran.scans()).containsExactly("a,_offset");
        assertThat(ran.rows()).containsExactly("[0,1]", "[1,2]");
    }

    @Test
    void readsEverythingThatIsSelected() throws Exception {
        Ran ran = run(stream(), "append");

        assertThat(ran.scans()).containsExactly("a,b,c,t");
        assertThat(ran.rows()).hasSize(2);
    }

    @Test
    void prunesBelowAWatermarkAndAWindow() throws Exception {
        Ran ran =
                run(
                        stream()
                                .withWatermark("t", "1 second")
                                .groupBy(functions.window(functions.col("t"), "5 seconds"))
                                .count()
                                .select("count"),
                        "complete");

        assertThat(ran.scans()).containsExactly("t");
        assertThat(ran.rows()).containsExactly("[1]", "[1]");
    }

    @Test
    void givesAllScansOfOneStreamTheColumnsThatAnyOfThemNeeds() throws Exception {
        Dataset<Row> stream = stream();
        Dataset<Row> both =
                stream.groupBy("a")
                        .count()
                        .selectExpr("cast(a as string) k", "count")
                        .union(stream.groupBy("b").count().selectExpr("b k", "count"));

        Ran ran = run(both, "complete");

        assertThat(ran.scans()).isNotEmpty().allMatch("a,b"::equals);
        assertThat(ran.rows()).containsExactly("[1,1]", "[2,1]", "[x,1]", "[y,1]");
    }

    @Test
    void skipsWhatNoneOfTheReadsOfOneStreamWants() throws Exception {
        Dataset<Row> stream = stream();
        Dataset<Row> both =
                stream.where("a = 1 AND c > 0")
                        .selectExpr("a", "'first' which")
                        .union(stream.where("b = 'z' AND c > 0").selectExpr("a", "'second' which"));

        Ran ran = run(both, "append");

        assertThat(ran.scans()).containsExactly("a,b,c", "a,b,c");
        assertThat(ran.pushed())
                .hasSize(2)
                .allMatch(
                        ("[c IS NOT NULL, c > 0.0, ((a IS NOT NULL AND a = 1)"
                                        + " OR (b IS NOT NULL AND b = 'z'))]")
                                ::equals);
        assertThat(ran.rows()).containsExactly("[1,first]");
        assertThat(ran.skipped()).isEqualTo(2);
    }

    @Test
    void skipsNothingThatOneReadOfAStreamWants() throws Exception {
        Dataset<Row> stream = stream();
        Dataset<Row> both = stream.where("a = 1").select("b").union(stream.select("b"));

        Ran ran = run(both, "append");

        assertThat(ran.pushed()).containsExactly("[]", "[]");
        assertThat(ran.rows()).containsExactly("[x]", "[x]", "[y]");
    }

    @Test
    void readsOneStreamThroughOneExchangeThatServesBothSidesOfAJoin() throws Exception {
        Dataset<Row> stream = stream();
        Dataset<Row> counts = stream.where("a > 0").groupBy("a").count();
        Dataset<Row> others = stream.where("a < 2").groupBy("a").count();

        Ran ran = run(counts.union(others), "complete");

        assertThat(ran.rows()).containsExactly("[1,1]", "[1,1]", "[2,1]");
    }

    @Test
    void leavesAFilterOnTheEventTimeAboveTheWatermark() throws Exception {
        Ran ran =
                run(
                        stream()
                                .withWatermark("t", "1 second")
                                .where("t < '2026-01-01 00:00:05' AND b > 'w'")
                                .select("a"),
                        "append");

        assertThat(ran.pushed()).containsExactly("[b IS NOT NULL, b > 'w']");
    }

    @Test
    void pushesNothingOfAFilterThatChoosesByChance() throws Exception {
        Ran ran = run(stream().where("a = 1 AND rand(3) < 0.9999999").select("b"), "append");

        assertThat(ran.pushed()).containsExactly("[]");
        assertThat(ran.rows()).containsExactly("[x]");
    }

    @Test
    void pushesWhatItCanOfAFilterWithAFunction() throws Exception {
        Ran ran = run(stream().where("a > 1 AND upper(b) = 'Y'").select("b"), "append");

        assertThat(ran.pushed()).containsExactly("[a IS NOT NULL, b IS NOT NULL, a > 1]");
        assertThat(ran.rows()).containsExactly("[y]");
    }

    @Test
    void pushesConditionsOnTheRecord() throws Exception {
        Ran ran = run(stream().where("_offset >= 1 AND _partition = 0").select("b"), "append");

        assertThat(ran.pushed()).hasSize(1).first().asString().contains("_offset >= 1");
        assertThat(ran.rows()).containsExactly("[y]");
        // The record before is not even read.
        assertThat(ran.recordsRead()).isEqualTo(1);
    }

    @Test
    void pushesNothingWhereTheOptionSaysSo() throws Exception {
        LocalStack.session().conf().set("spark.datasource.millrace.pushDownPredicate", "false");
        try {
            Ran ran = run(stream().where("c > 2").select("b"), "append");

            assertThat(ran.pushed()).containsExactly("[]");
            assertThat(ran.rows()).containsExactly("[y]");
            assertThat(ran.inputRows()).isEqualTo(2);
        } finally {
            LocalStack.session().conf().unset("spark.datasource.millrace.pushDownPredicate");
        }
    }

    private static Dataset<Row> nested() {
        String[] values = {
            "{\"s\":{\"a\":1,\"b\":\"x\",\"c\":{\"d\":5,\"e\":6}},"
                    + "\"l\":[{\"k\":\"p\",\"v\":1},{\"k\":\"q\",\"v\":2}],"
                    + "\"m\":{\"one\":{\"y\":1,\"z\":2}}}",
            "{\"s\":null,\"l\":[],\"m\":{}}",
            "{\"s\":{\"a\":2,\"b\":\"y\"}}"
        };
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .schema(
                        "s STRUCT<a: INT, b: STRING, c: STRUCT<d: INT, e: INT>>,"
                                + " l ARRAY<STRUCT<k: STRING, v: INT>>,"
                                + " m MAP<STRING, STRUCT<y: INT, z: INT>>")
                .option("subscribe", TestTopic.create("nested", 1).send(values).name())
                .option("startingOffsets", "earliest")
                .option("value.format", "json")
                .load();
    }

    @Test
    void readsOnlyTheFieldsOfStructsThatAreAskedFor() throws Exception {
        Ran ran = run(nested().where("s.a > 0").selectExpr("s.c.e", "l.v", "m['one'].z"), "append");

        assertThat(ran.scans())
                .containsExactly(
                        "s:struct<a:int,c:struct<e:int>>,l:array<struct<v:int>>,"
                                + "m:map<string,struct<z:int>>");
        assertThat(ran.pushed()).hasSize(1).first().asString().contains("s.a > 0");
        assertThat(ran.rows()).containsExactly("[6,ArraySeq(1, 2),2]", "[null,null,null]");
        assertThat(ran.skipped()).isEqualTo(1);
    }

    @Test
    void readsTheSameFieldsForAllReadsOfOneStream() throws Exception {
        Dataset<Row> stream = nested();
        Dataset<Row> both =
                stream.selectExpr("s.b v").union(stream.selectExpr("cast(s.c.d as string)"));

        Ran ran = run(both, "append");

        assertThat(ran.scans())
                .containsExactly(
                        "s:struct<b:string,c:struct<d:int>>", "s:struct<b:string,c:struct<d:int>>");
        assertThat(ran.rows()).containsExactly("[5]", "[null]", "[null]", "[null]", "[x]", "[y]");
    }

    @Test
    void readsWholeStructsWhereSparkIsToldTo() throws Exception {
        String setting = "spark.sql.optimizer.nestedSchemaPruning.enabled";
        LocalStack.session().conf().set(setting, "false");
        try {
            Ran ran = run(nested().selectExpr("s.b"), "append");

            assertThat(ran.scans())
                    .containsExactly("s:struct<a:int,b:string,c:struct<d:int,e:int>>");
            assertThat(ran.rows()).containsExactly("[null]", "[x]", "[y]");
        } finally {
            LocalStack.session().conf().unset(setting);
        }
    }

    @Test
    void leavesTheAnswerAloneWhereTheRuleIsNotInstalled() throws Exception {
        LocalStack.session()
                .conf()
                .set("spark.sql.optimizer.excludedRules", PushDownIntoStreams.class.getName());
        try {
            Ran ran = run(stream().select("_partition", "c"), "append");

            assertThat(ran.scans())
                    .containsExactly(
                            "a,b,c,t,_key,_topic,_partition,_offset,_timestamp,"
                                    + "_headers:array<struct<key:string,value:binary>>");
            assertThat(ran.rows()).containsExactly("[0,1.5]", "[0,2.5]");
        } finally {
            LocalStack.session().conf().unset("spark.sql.optimizer.excludedRules");
        }
    }
}
