package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Records of transactions: none before it is committed, none at all if it is aborted. */
class IsolationTest {

    private static Dataset<Row> stream(TestTopic topic, String isolation) {
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .option("kafka.isolation.level", isolation)
                .load()
                .selectExpr("cast(value as string)");
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, TestTopic topic, String... values) {
        for (String value : values) {
            producer.send(topic.record(0, value));
        }
        producer.flush();
    }

    @Test
    void waitsForTheEndOfTransactions() throws Exception {
        TestTopic topic = TestTopic.create("isolation", 1);
        StreamCheck committed = new StreamCheck();
        StreamCheck uncommitted = new StreamCheck();
        try (KafkaProducer<byte[], byte[]> producer =
                topic.producer(Map.of("transactional.id", topic.name()))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, topic, "aborted");
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, topic, "open");

            assertThat(committed.run(stream(topic, "read_committed"))).isEmpty();
            assertThat(uncommitted.run(stream(topic, "read_uncommitted")))
                    .isEqualTo(List.of("[aborted]", "[open]"));

            producer.commitTransaction();
        }
        topic.send("plain");

        // Each goes on from its checkpoint, over the markers.
        assertThat(committed.run(stream(topic, "read_committed")))
                .isEqualTo(List.of("[open]", "[plain]"));
        assertThat(uncommitted.run(stream(topic, "read_uncommitted")))
                .isEqualTo(List.of("[plain]"));
    }
}
