package io.millrace.benchmark.spark;

import static io.millrace.benchmark.spark.SparkQuery.State.LARGE;
import static io.millrace.benchmark.spark.SparkQuery.State.SMALL;

import io.millrace.benchmark.spark.SparkInput.AdEvents;
import io.millrace.benchmark.spark.SparkInput.AdEvents.Format;
import io.millrace.benchmark.spark.SparkInput.JsonFields;
import io.millrace.benchmark.spark.SparkInput.RawValues;
import io.millrace.benchmark.spark.SparkQuery.CountAndSum;
import io.millrace.benchmark.spark.SparkQuery.Latest;
import io.millrace.benchmark.spark.SparkQuery.LatestOfSensors;
import io.millrace.benchmark.spark.SparkQuery.Plan;
import io.millrace.benchmark.spark.SparkQuery.ToTopic;
import java.util.ArrayList;
import java.util.List;

/** The workloads that Spark can run. */
final class SparkQueries {

    private static final String AD_EVENT =
            "user_id STRING, page_id STRING, ad_id STRING, ad_type STRING, event_type STRING,"
                    + " event_time BIGINT, ip_address STRING";

    private static final String SENSOR_READING =
            "id BIGINT, ts BIGINT, temp DOUBLE, hum DOUBLE, pres DOUBLE, state STRING";

    /** Fetch: how many values, how many bytes. */
    private static final SparkQuery W0 =
            new SparkQuery(
                    "W0",
                    new RawValues(),
                    Plan.sql("SELECT count(*), sum(octet_length(value)) FROM input"),
                    new Latest(0),
                    SMALL);

    /** Filter and count. */
    private static final SparkQuery F =
            new SparkQuery(
                    "F",
                    new JsonFields(AD_EVENT, "event_type STRING"),
                    Plan.sql("SELECT count(*) FROM input WHERE event_type = 'view'"),
                    new Latest(0),
                    SMALL);

    /** Filter and project, from topic to topic. */
    private static final SparkQuery W1 =
            new SparkQuery(
                    "W1",
                    new JsonFields(
                            AD_EVENT,
                            "user_id STRING, ad_id STRING, event_type STRING, event_time BIGINT"),
                    Plan.sql(
                            "SELECT user_id, ad_id, event_time FROM input WHERE event_type = 'view'"),
                    new ToTopic(),
                    SMALL);

    /**
     * The Yahoo Streaming Benchmark. Without a watermark, as its own query for Spark: the state
     * keeps every window, and no event is too late.
     */
    private static SparkQuery viewsOfCampaigns(String workload, SparkInput input) {
        return new SparkQuery(
                workload,
                input,
                Plan.sql(
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
                            """),
                new Latest(2),
                SMALL);
    }

    /** Totals of each sensor. */
    private static SparkQuery w3(String variant, SparkQuery.State state) {
        return new SparkQuery(
                "W3-" + variant,
                new JsonFields(SENSOR_READING, "id BIGINT, temp DOUBLE"),
                Plan.sql(
                        """
                        SELECT id, count(*), sum(temp), min(temp), max(temp), avg(temp)
                        FROM input GROUP BY id
                        """),
                new LatestOfSensors(),
                state);
    }

    /** Word count. */
    private static final SparkQuery W4 =
            new SparkQuery(
                    "W4",
                    new RawValues(),
                    Plan.sql(
                            """
                            SELECT word, count(*)
                            FROM (SELECT explode(split(CAST(value AS STRING), ' ')) AS word FROM input)
                            GROUP BY word
                            """),
                    new Latest(1),
                    SMALL);

    /** What has the event_id of an event of the ten minutes before is dropped. */
    private static final SparkQuery W6 =
            new SparkQuery(
                    "W6",
                    new JsonFields(
                            "event_id STRING, event_time BIGINT, amount BIGINT",
                            "event_id STRING, event_time BIGINT, amount BIGINT"),
                    (session, input) ->
                            input.selectExpr(
                                            "amount",
                                            "event_id",
                                            "timestamp_millis(event_time) AS time")
                                    .withWatermark("time", "10 minutes")
                                    .dropDuplicatesWithinWatermark(new String[] {"event_id"}),
                    new CountAndSum(),
                    SMALL);

    static final List<SparkQuery> ALL = all();

    private SparkQueries() {}

    private static List<SparkQuery> all() {
        List<SparkQuery> all = new ArrayList<>(List.of(W0, F, W1, W4, W6));
        all.add(
                viewsOfCampaigns(
                        "W2",
                        new JsonFields(
                                AD_EVENT, "ad_id STRING, event_type STRING, event_time BIGINT")));
        all.add(viewsOfCampaigns("W7-avro", new AdEvents(Format.AVRO, AD_EVENT)));
        all.add(viewsOfCampaigns("W7-protobuf", new AdEvents(Format.PROTOBUF, AD_EVENT)));
        all.add(w3("100", SMALL));
        all.add(w3("1M", SMALL));
        all.add(w3("10M", LARGE));
        all.add(NexmarkQueries.Q5);
        all.add(NexmarkQueries.Q8);
        return all;
    }

    static SparkQuery of(String workload) {
        return ALL.stream().filter(q -> q.workload().equals(workload)).findFirst().orElseThrow();
    }
}
