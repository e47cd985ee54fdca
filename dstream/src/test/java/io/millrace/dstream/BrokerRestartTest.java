package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.BrokerSettings;
import io.millrace.broker.EmbeddedBroker;
import io.millrace.spark.LocalStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The broker is stopped and started again, with its port and its data, under a stream. */
class BrokerRestartTest {

    private static final int RECORDS = 200;

    private final Path data = LocalStack.newDirectory("restarted");

    @Test
    void eachRecordArrivesOnce() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(data));
        try {
            try (Admin admin = broker.connection().openAdmin()) {
                admin.createTopics(List.of(new NewTopic("in", 2, (short) 1))).all().get();
            }
            Collected collected = new Collected();
            Map<String, Object> params = new HashMap<>(Params.text("restarted"));
            params.put("bootstrap.servers", broker.bootstrapServers());
            int port = port(broker);
            try (ManualStreaming streaming =
                    ManualStreaming.start(
                            collected.from(ConsumerStrategies.Subscribe(List.of("in"), params)))) {
                send(broker, "before");
                streaming.batch();
                send(broker, "stored");
                broker.close();
                // It is due while there is no broker.
                streaming.advance();
                broker = EmbeddedBroker.start(BrokerSettings.in(data).withPort(port));
                streaming.awaitBatches(2);
                send(broker, "after");
                streaming.batch();
            }
            assertThat(collected.values())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of("before", "stored", "after")
                                    .flatMap(BrokerRestartTest::values)
                                    .toList());
        } finally {
            broker.close();
        }
    }

    private static Stream<String> values(String prefix) {
        return IntStream.range(0, RECORDS).mapToObj(i -> prefix + i);
    }

    private static void send(EmbeddedBroker broker, String prefix) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        broker.connection().clientProperties(),
                        new StringSerializer(),
                        new StringSerializer())) {
            values(prefix).forEach(value -> producer.send(new ProducerRecord<>("in", value)));
            producer.flush();
        }
    }

    private static int port(EmbeddedBroker broker) {
        String address = broker.bootstrapServers();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
