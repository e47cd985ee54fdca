package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** What Spark makes of event times that come from a topic, across restarts. */
class EventTimeTest {

    private static Dataset<Row> stream(TestTopic topic) {
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .option("value.format", "json")
                .option("value.schema", "id INT, at TIMESTAMP")
                .load()
                .withWatermark("at", "1 minute");
    }

    private static String event(int id, String time) {
        return "{\"id\":%d,\"at\":\"2026-03-01T%sZ\"}".formatted(id, time);
    }

    /**
     * @faults D12
     */
    @Test
    void whatComesTwiceFromUpstreamIsThereOnce() throws Exception {
        TestTopic topic = TestTopic.create("twice", 2);
        Dataset<Row> once =
                stream(topic).dropDuplicatesWithinWatermark(new String[] {"id"}).select("id");
        StreamCheck check = new StreamCheck();

        topic.send(event(1, "12:00:00"), event(2, "12:00:00"), event(1, "12:00:01"));
        assertThat(check.run(once)).containsExactly("[1]", "[2]");
        topic.send(event(2, "12:00:30"), event(3, "12:00:02"), event(3, "12:00:40"));
        assertThat(check.run(once)).containsExactly("[3]");
        // The watermark has passed by then, and with it what was remembered.
        topic.send(event(9, "13:00:00"), event(9, "13:00:00"));
        assertThat(check.run(once)).containsExactly("[9]");
        topic.send(event(1, "13:00:00"));
        assertThat(check.run(once)).containsExactly("[1]");
    }

    /**
     * The watermark is one for all partitions: what is latest in any of them.
     *
     * @faults D11
     */
    @Test
    void aPartitionWithoutRecordsHoldsNothingUp() throws Exception {
        TestTopic topic = TestTopic.create("idle", 2);
        Dataset<Row> windows =
                stream(topic)
                        .groupBy(functions.window(functions.col("at"), "10 seconds"))
                        .agg(functions.count("*"), functions.sum("id"))
                        .selectExpr(
                                "unix_timestamp(window.start) % 3600", "`count(1)`", "`sum(id)`");
        StreamCheck check = new StreamCheck();

        topic.sendTo(0, event(1, "12:00:01"), event(2, "12:00:05"), event(4, "12:00:15"));
        assertThat(check.run(windows)).isEmpty();
        topic.sendTo(0, event(8, "12:05:00"));
        assertThat(check.run(windows)).containsExactly("[0,2,3]", "[10,1,4]");
        topic.sendTo(1, event(16, "12:10:00"));
        assertThat(check.run(windows)).containsExactly("[300,1,8]");
    }
}
