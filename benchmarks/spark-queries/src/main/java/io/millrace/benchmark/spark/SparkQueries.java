package io.millrace.benchmark.spark;

import io.millrace.benchmark.spark.SparkQuery.JsonFields;
import io.millrace.benchmark.spark.SparkQuery.RawValues;
import java.util.List;

/** The workloads that Spark can run. */
public final class SparkQueries {

    private static final String AD_EVENT =
            "user_id STRING, page_id STRING, ad_id STRING, ad_type STRING, event_type STRING,"
                    + " event_time BIGINT, ip_address STRING";

    /** Fetch: how many values, how many bytes. */
    private static final SparkQuery W0 =
            new SparkQuery(
                    "W0",
                    new RawValues(),
                    "SELECT count(*), sum(octet_length(value)) FROM input",
                    0);

    /** Filter and count. */
    private static final SparkQuery F =
            new SparkQuery(
                    "F",
                    new JsonFields(AD_EVENT, "event_type STRING"),
                    "SELECT count(*) FROM input WHERE event_type = 'view'",
                    0);

    /**
     * The Yahoo Streaming Benchmark. Without a watermark, as its own query for Spark: the state
     * keeps every window, and no event is too late.
     */
    private static final SparkQuery W2 =
            new SparkQuery(
                    "W2",
                    new JsonFields(AD_EVENT, "ad_id STRING, event_type STRING, event_time BIGINT"),
                    """
                    SELECT campaign_id, unix_millis(window.start), views
                    FROM (
                      SELECT
                        campaign_id,
                        window(timestamp_millis(event_time), '10 seconds') AS window,
                        count(*) AS views
                      FROM input JOIN campaigns USING (ad_id)
                      WHERE event_type = 'view'
                      GROUP BY campaign_id, window(timestamp_millis(event_time), '10 seconds')
                    )
                    """,
                    2);

    private static final List<SparkQuery> ALL = List.of(W0, F, W2);

    private SparkQueries() {}

    static List<String> workloads() {
        return ALL.stream().map(SparkQuery::workload).toList();
    }

    static SparkQuery of(String workload) {
        return ALL.stream().filter(q -> q.workload().equals(workload)).findFirst().orElseThrow();
    }
}
