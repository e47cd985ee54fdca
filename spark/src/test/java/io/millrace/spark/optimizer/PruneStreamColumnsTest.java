package io.millrace.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
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

/** Reads the physical plans: a streaming scan gives what the query needs and nothing else. */
class PruneStreamColumnsTest {

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

    private record Ran(List<String> scans, List<String> rows, long inputRows) {}

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
        List<String> scans = new ArrayList<>();
        collectScans(
                ((StreamingQueryWrapper) query).streamingQuery().lastExecution().executedPlan(),
                scans);
        List<String> result =
                LocalStack.session().table(name).collectAsList().stream()
                        .map(Row::toString)
                        .sorted()
                        .toList();
        long inputRows = 0;
        for (var progress : query.recentProgress()) {
            inputRows += progress.numInputRows();
        }
        return new Ran(scans, result, inputRows);
    }

    private static void collectScans(SparkPlan plan, List<String> scans) {
        if (plan instanceof MicroBatchScanExec scan) {
            scans.add(String.join(",", scan.scan().readSchema().fieldNames()));
            assertThat(scan.schema().fieldNames()).isEqualTo(scan.scan().readSchema().fieldNames());
            assertThat(scan.supportsColumnar()).isTrue();
        }
        CollectionConverters.asJava(plan.children()).forEach(child -> collectScans(child, scans));
    }

    @Test
    void readsOnlyTheColumnsOfAProjectionAndAFilter() throws Exception {
        Ran ran = run(stream().where("c > 2").select("b"), "append");

        assertThat(ran.scans()).containsExactly("b,c");
        assertThat(ran.rows()).containsExactly("[y]");
        assertThat(ran.inputRows()).isEqualTo(2);
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
    void leavesTheAnswerAloneWhereTheRuleIsNotInstalled() throws Exception {
        LocalStack.session()
                .conf()
                .set("spark.sql.optimizer.excludedRules", PruneStreamColumns.class.getName());
        try {
            Ran ran = run(stream().select("_partition", "c"), "append");

            assertThat(ran.scans())
                    .containsExactly("a,b,c,t,_key,_topic,_partition,_offset,_timestamp,_headers");
            assertThat(ran.rows()).containsExactly("[0,1.5]", "[0,2.5]");
        } finally {
            LocalStack.session().conf().unset("spark.sql.optimizer.excludedRules");
        }
    }
}
