package io.millrace.benchmark.spark;

import io.millrace.benchmark.spark.SparkInput.JsonFields;
import io.millrace.benchmark.spark.SparkQuery.Latest;
import io.millrace.benchmark.spark.SparkQuery.Plan;
import io.millrace.benchmark.spark.SparkQuery.State;
import java.util.List;

/** The workloads of the latency program in Spark SQL. */
final class StreamQueries {

    private static final String EVENT =
            "sequence BIGINT, key STRING, event_type STRING, scheduled BIGINT, user_id STRING,"
                    + " page_id STRING, ip_address STRING";

    private static final SparkQuery COPY =
            new SparkQuery(
                    "copy",
                    new JsonFields(
                            EVENT,
                            "sequence BIGINT, key STRING, event_type STRING, scheduled BIGINT"),
                    Plan.sql(
                            "SELECT sequence, key, scheduled FROM input WHERE event_type = 'view'"),
                    new Latest(1),
                    State.SMALL);

    private static final SparkQuery COUNT =
            new SparkQuery(
                    "count",
                    new JsonFields(EVENT, "key STRING, scheduled BIGINT"),
                    Plan.sql(
                            "SELECT key, count(*) AS events, max(scheduled) AS newest FROM input"
                                    + " GROUP BY key"),
                    new Latest(1),
                    State.SMALL);

    private static final List<SparkQuery> ALL = List.of(COPY, COUNT);

    private StreamQueries() {}

    static SparkQuery of(String workload) {
        return ALL.stream()
                .filter(query -> query.workload().equals(workload))
                .findFirst()
                .orElseThrow(() -> new UnsupportedOperationException("no stream " + workload));
    }
}
