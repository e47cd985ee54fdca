package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartTest {

    @TempDir Path directory;

    @Test
    void keepsEverythingOnWhateverPort() throws Exception {
        int port;
        String cluster;
        try (EmbeddedBroker first = EmbeddedBroker.start(directory)) {
            Client client = new Client(first.connection());
            client.createTopic("clicks");
            client.write("clicks", Client.values("first-", 100));
            client.commit("readers", "clicks", 42);
            port = port(first);
            cluster = clusterId(client);
        }
        try (EmbeddedBroker samePort =
                EmbeddedBroker.start(BrokerSettings.in(directory).withPort(port))) {
            Client client = new Client(samePort.connection());
            assertThat(port(samePort)).isEqualTo(port);
            assertThat(clusterId(client)).isEqualTo(cluster);
            assertThat(client.read("clicks")).isEqualTo(Client.values("first-", 100));
            assertThat(client.committed("readers", "clicks")).isEqualTo(42);
            client.write("clicks", Client.values("second-", 10));
            client.commit("readers", "clicks", 110);
        }
        try (EmbeddedBroker otherPort = EmbeddedBroker.start(directory)) {
            Client client = new Client(otherPort.connection());
            assertThat(port(otherPort)).isNotEqualTo(port);
            assertThat(clusterId(client)).isEqualTo(cluster);
            assertThat(client.read("clicks"))
                    .startsWith(Client.values("first-", 100).toArray(String[]::new))
                    .endsWith(Client.values("second-", 10).toArray(String[]::new))
                    .hasSize(110);
            assertThat(client.committed("readers", "clicks")).isEqualTo(110);
            client.createTopic("made-after-restart");
        }
    }

    @Test
    void knowsWhoWroteInTransactions() throws Exception {
        Map<String, String> writer =
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "writer",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        "20000");
        KafkaProducer<String, String> leftOpen;
        try (EmbeddedBroker first = EmbeddedBroker.start(directory)) {
            Client client = new Client(first.connection());
            client.createTopic("clicks");
            leftOpen = client.producer(writer);
            leftOpen.initTransactions();
            leftOpen.beginTransaction();
            leftOpen.send(new ProducerRecord<>("clicks", "in doubt")).get();
        }
        try (EmbeddedBroker second = EmbeddedBroker.start(directory)) {
            Client client = new Client(second.connection());
            try (KafkaProducer<String, String> successor = client.producer(writer)) {
                successor.initTransactions();
                successor.beginTransaction();
                successor.send(new ProducerRecord<>("clicks", "committed"));
                successor.commitTransaction();
            }
            // The marker of the commit is written a moment after the commit is acknowledged.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(client.read("clicks")).containsExactly("committed"));
        } finally {
            leftOpen.close(Duration.ZERO);
        }
    }

    private static String clusterId(Client client) throws Exception {
        try (Admin admin = client.admin()) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static int port(EmbeddedBroker broker) {
        String address = broker.bootstrapServers();
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }
}
