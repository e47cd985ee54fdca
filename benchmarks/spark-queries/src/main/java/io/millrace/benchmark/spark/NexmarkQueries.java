package io.millrace.benchmark.spark;

import static io.millrace.benchmark.spark.SparkQuery.State.SMALL;

import io.millrace.benchmark.spark.SparkInput.JsonFields;
import io.millrace.benchmark.spark.SparkQuery.Final;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * W5. Both queries have the watermark of Nexmark's implementations, four seconds, and give only
 * what is final.
 */
final class NexmarkQueries {

    private static final String WATERMARK = "4 seconds";

    private static final String RECORD =
            "event_type INT,"
                    + " person STRUCT<id: BIGINT, name: STRING, emailAddress: STRING, creditCard: STRING,"
                    + " city: STRING, state: STRING, dateTime: BIGINT, extra: STRING>,"
                    + " auction STRUCT<id: BIGINT, itemName: STRING, description: STRING,"
                    + " initialBid: BIGINT, reserve: BIGINT, dateTime: BIGINT, expires: BIGINT,"
                    + " seller: BIGINT, category: BIGINT, extra: STRING>,"
                    + " bid STRUCT<auction: BIGINT, bidder: BIGINT, price: BIGINT, channel: STRING,"
                    + " url: STRING, dateTime: BIGINT, extra: STRING>";

    /** Hot items. */
    static final SparkQuery Q5 =
            new SparkQuery(
                    "W5-q5",
                    new JsonFields(
                            RECORD,
                            "event_type INT, bid STRUCT<auction: BIGINT, dateTime: BIGINT>"),
                    NexmarkQueries::hotItems,
                    new Final(),
                    SMALL);

    /** New sellers. */
    static final SparkQuery Q8 =
            new SparkQuery(
                    "W5-q8",
                    new JsonFields(
                            RECORD,
                            "event_type INT,"
                                    + " person STRUCT<id: BIGINT, name: STRING, dateTime: BIGINT>,"
                                    + " auction STRUCT<id: BIGINT, dateTime: BIGINT, seller: BIGINT>"),
                    NexmarkQueries::newSellers,
                    new Final(),
                    SMALL);

    private NexmarkQueries() {}

    private static Dataset<Row> hotItems(SparkSession session, Dataset<Row> input) {
        input.where("event_type = 2")
                .selectExpr("bid.auction AS auction", "timestamp_millis(bid.dateTime) AS time")
                .withWatermark("time", WATERMARK)
                .createOrReplaceTempView("bids");
        return session.sql(
                """
                SELECT unix_millis(window.start), hottest.auction, hottest.bids
                FROM (
                  SELECT window, max(struct(bids, auction)) AS hottest
                  FROM (
                    SELECT window(time, '10 seconds', '2 seconds') AS window, auction, count(*) AS bids
                    FROM bids
                    GROUP BY window(time, '10 seconds', '2 seconds'), auction
                  )
                  GROUP BY window
                )
                """);
    }

    private static Dataset<Row> newSellers(SparkSession session, Dataset<Row> input) {
        input.where("event_type = 0")
                .selectExpr(
                        "person.id AS person",
                        "person.name AS name",
                        "timestamp_millis(person.dateTime) AS time")
                .withWatermark("time", WATERMARK)
                .selectExpr("person", "name", "window(time, '10 seconds') AS joined")
                .createOrReplaceTempView("persons");
        input.where("event_type = 1")
                .selectExpr(
                        "auction.id AS auction",
                        "auction.seller AS seller",
                        "timestamp_millis(auction.dateTime) AS time")
                .withWatermark("time", WATERMARK)
                .selectExpr("auction", "seller", "window(time, '10 seconds') AS opened")
                .createOrReplaceTempView("auctions");
        return session.sql(
                """
                SELECT unix_millis(joined.start), person, name, auction
                FROM persons JOIN auctions ON person = seller AND joined = opened
                """);
    }
}
