package io.millrace.benchmark.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker. */
class OutputTopicsTest {

    private static final String TOPIC = "output-W1-none-fake-tuned-0";

    @TempDir private Path directory;

    /** Sends in transactions, the second of which is given up. */
    private static void write(KafkaConnection connection) {
        Properties properties = connection.clientProperties();
        properties.putAll(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test"));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 8; i++) {
                producer.send(new ProducerRecord<>(TOPIC, i % 4, null, "row" + i / 2));
            }
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, 0, null, "given up"));
            producer.flush();
            producer.abortTransaction();
        }
    }

    @Test
    void giveWhatHasBeenCommittedAndAreEmptyAgain() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            OutputTopics topics = new OutputTopics(broker.connection());
            Iterable<String> rows = topics.rows(TOPIC, value -> new String(value, UTF_8) + "!");

            topics.create(TOPIC);
            assertThat(rows).isEmpty();

            write(broker.connection());
            assertThat(rows)
                    .containsExactlyInAnyOrder(
                            "row0!", "row0!", "row1!", "row1!", "row2!", "row2!", "row3!", "row3!");

            topics.create(TOPIC);
            assertThat(rows).isEmpty();
            topics.delete(TOPIC);
        }
    }
}
