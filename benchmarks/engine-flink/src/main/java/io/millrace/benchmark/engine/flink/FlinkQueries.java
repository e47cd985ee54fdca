package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.flink.FlinkOutput.Process;
import io.millrace.benchmark.engine.flink.FlinkOutput.Topic;
import java.util.List;
import java.util.Map;

/** The workloads that Flink can run. */
final class FlinkQueries {

    /** Fetch: how many values, how many bytes. */
    private static final FlinkQuery W0 =
            new FlinkQuery(
                    "raw",
                    "v BYTES",
                    List.of(),
                    "SELECT COUNT(*), SUM(byte_length(v)) FROM input",
                    new Process(AnswerForm.ROWS, "n BIGINT, total BIGINT", 0),
                    request -> Map.of("byte_length", new ByteLength()));

    /** Filter and count. */
    private static final FlinkQuery F =
            new FlinkQuery(
                    "json",
                    "event_type STRING",
                    "SELECT COUNT(*) FROM input WHERE event_type = 'view'",
                    new Process(AnswerForm.ROWS, "n BIGINT", 0));

    /** Filter, project, from topic to topic. */
    private static final FlinkQuery W1 =
            new FlinkQuery(
                    "json",
                    "user_id STRING, ad_id STRING, event_type STRING, event_time BIGINT",
                    "SELECT user_id, ad_id, event_time FROM input WHERE event_type = 'view'",
                    new Topic("user_id STRING, ad_id STRING, event_time BIGINT"));

    /** The Yahoo Streaming Benchmark. An event is late by up to 8 s. */
    private static final FlinkQuery W2 =
            new FlinkQuery(
                    "json",
                    """
                    ad_id STRING,
                    event_type STRING,
                    event_time BIGINT,
                    event_timestamp AS TO_TIMESTAMP_LTZ(event_time, 3),
                    WATERMARK FOR event_timestamp AS event_timestamp - INTERVAL '9' SECOND
                    """,
                    List.of(
                            """
                            CREATE TEMPORARY VIEW ad_views AS
                            SELECT campaign_of(ad_id) AS campaign_id, event_timestamp
                            FROM input
                            WHERE event_type = 'view'
                            """),
                    """
                    SELECT campaign_id, window_start, COUNT(*)
                    FROM TABLE(
                      TUMBLE(TABLE ad_views, DESCRIPTOR(event_timestamp), INTERVAL '10' SECOND))
                    GROUP BY campaign_id, window_start, window_end
                    """,
                    new Process(
                            AnswerForm.ROWS,
                            "campaign_id STRING, window_start TIMESTAMP(3), n BIGINT",
                            2),
                    request ->
                            Map.of(
                                    "campaign_of",
                                    CampaignOf.read(request.tables().get("campaigns"))));

    /** Totals of each sensor. */
    private static final FlinkQuery W3 =
            new FlinkQuery(
                    "json",
                    "id BIGINT, temp DOUBLE",
                    """
                    SELECT id, COUNT(*), SUM(temp), MIN(temp), MAX(temp), AVG(temp)
                    FROM input
                    GROUP BY id
                    """,
                    new Process(
                            AnswerForm.SENSORS,
                            """
                            id BIGINT, n BIGINT, total DOUBLE, lowest DOUBLE, highest DOUBLE,
                            average DOUBLE
                            """,
                            1));

    /** Word count. */
    private static final FlinkQuery W4 =
            new FlinkQuery(
                    "raw",
                    "line BYTES",
                    List.of(),
                    """
                    SELECT word, COUNT(*)
                    FROM input, LATERAL TABLE(split_words(line)) AS words(word)
                    GROUP BY word
                    """,
                    new Process(AnswerForm.ROWS, "word STRING, n BIGINT", 1),
                    request -> Map.of("split_words", new SplitWords()));

    /** Nexmark q5, with the first row of each window instead of a join with its maximum. */
    private static final FlinkQuery Q5 =
            new FlinkQuery(
                    "json",
                    """
                    event_type INT,
                    bid ROW<auction BIGINT, `dateTime` BIGINT>,
                    bid_time AS TO_TIMESTAMP_LTZ(bid.`dateTime`, 3),
                    WATERMARK FOR bid_time AS bid_time - INTERVAL '4' SECOND
                    """,
                    List.of(
                            """
                            CREATE TEMPORARY VIEW bids AS
                            SELECT bid.auction AS auction, bid_time
                            FROM input
                            WHERE event_type = 2
                            """,
                            """
                            CREATE TEMPORARY VIEW counts AS
                            SELECT window_start, window_end, auction, COUNT(*) AS n
                            FROM TABLE(
                              HOP(
                                TABLE bids, DESCRIPTOR(bid_time),
                                INTERVAL '2' SECOND, INTERVAL '10' SECOND))
                            GROUP BY window_start, window_end, auction
                            """),
                    """
                    SELECT window_start, auction, n
                    FROM (
                      SELECT
                        window_start,
                        auction,
                        n,
                        ROW_NUMBER() OVER (
                          PARTITION BY window_start, window_end
                          ORDER BY n DESC, auction DESC) AS place
                      FROM counts
                    )
                    WHERE place <= 1
                    """,
                    new Process(
                            AnswerForm.ROWS,
                            "window_start TIMESTAMP(3), auction BIGINT, n BIGINT",
                            1),
                    request -> Map.of());

    /** Nexmark q8, with a row for each auction. */
    private static final FlinkQuery Q8 =
            new FlinkQuery(
                    "json",
                    """
                    event_type INT,
                    person ROW<id BIGINT, name STRING, `dateTime` BIGINT>,
                    auction ROW<id BIGINT, seller BIGINT, `dateTime` BIGINT>,
                    event_time AS
                      TO_TIMESTAMP_LTZ(
                        CASE event_type WHEN 0 THEN person.`dateTime` ELSE auction.`dateTime` END, 3),
                    WATERMARK FOR event_time AS event_time - INTERVAL '4' SECOND
                    """,
                    List.of(
                            """
                            CREATE TEMPORARY VIEW persons AS
                            SELECT person.id AS id, person.name AS name, event_time
                            FROM input
                            WHERE event_type = 0
                            """,
                            """
                            CREATE TEMPORARY VIEW auctions AS
                            SELECT auction.id AS id, auction.seller AS seller, event_time
                            FROM input
                            WHERE event_type = 1
                            """),
                    """
                    SELECT P.window_start, P.id, P.name, A.id
                    FROM (
                      SELECT *
                      FROM TABLE(
                        TUMBLE(TABLE persons, DESCRIPTOR(event_time), INTERVAL '10' SECOND))
                    ) P
                    JOIN (
                      SELECT *
                      FROM TABLE(
                        TUMBLE(TABLE auctions, DESCRIPTOR(event_time), INTERVAL '10' SECOND))
                    ) A
                    ON
                      P.id = A.seller
                      AND P.window_start = A.window_start
                      AND P.window_end = A.window_end
                    """,
                    new Process(
                            AnswerForm.ROWS,
                            "window_start TIMESTAMP(3), id BIGINT, name STRING, auction BIGINT",
                            4),
                    request -> Map.of());

    /** The first event of each id; {@code FlinkConfiguration} says how long ids are kept. */
    private static final FlinkQuery W6 =
            new FlinkQuery(
                    "json",
                    "event_id STRING, amount BIGINT, arrival AS PROCTIME()",
                    """
                    SELECT amount
                    FROM (
                      SELECT
                        *,
                        ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY arrival ASC) AS place
                      FROM input
                    )
                    WHERE place = 1
                    """,
                    new Process(AnswerForm.TOTALS, "amount BIGINT", 0));

    private static final Map<String, FlinkQuery> ALL =
            Map.ofEntries(
                    Map.entry("W0", W0),
                    Map.entry("F", F),
                    Map.entry("W1", W1),
                    Map.entry("W1" + Engine.EXACTLY_ONCE, W1),
                    Map.entry("W2", W2),
                    Map.entry("W3-100", W3),
                    Map.entry("W3-1M", W3),
                    Map.entry("W3-10M", W3),
                    Map.entry("W4", W4),
                    Map.entry("W5-q5", Q5),
                    Map.entry("W5-q8", Q8),
                    Map.entry("W6", W6),
                    Map.entry("W7-avro", W2.over(FlinkQuery.AVRO)));

    private FlinkQueries() {}

    static List<String> workloads() {
        return ALL.keySet().stream().sorted().toList();
    }

    static FlinkQuery of(String workload) {
        return ALL.get(workload);
    }
}
