package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.millrace.kafka.local.RunningBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class EmbeddedBrokerTest {

    private static final Duration SECONDS = Duration.ofSeconds(20);

    @TempDir static Path directory;

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static EmbeddedBroker broker;
    private static Client client;

    @BeforeAll
    static void start() {
        PrintStream terminal = System.out;
        System.setOut(new PrintStream(PRINTED, true, StandardCharsets.UTF_8));
        try {
            broker = EmbeddedBroker.start(directory.resolve("made/at/start"));
        } finally {
            System.setOut(terminal);
        }
        client = new Client(broker.connection());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void printsNothing() {
        assertThat(PRINTED.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void servesRecordsAndTransactions() throws Exception {
        client.createTopic("served");
        client.write("served", List.of("a", "b"));
        try (KafkaProducer<String, String> producer =
                client.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "writer"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("served", "given up"));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("served", "c"));
            producer.commitTransaction();
        }

        // The marker of the commit is written a moment after the commit is acknowledged.
        await().atMost(SECONDS)
                .untilAsserted(
                        () -> assertThat(client.read("served")).containsExactly("a", "b", "c"));
    }

    @Test
    void servesConsumerGroupsOfBothProtocols() throws Exception {
        client.createTopic("grouped");
        client.write("grouped", List.of("a"));

        for (String protocol : List.of("classic", "consumer")) {
            Map<String, String> settings = new HashMap<>();
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, protocol);
            settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol);
            try (KafkaConsumer<String, String> consumer = client.consumer(settings)) {
                consumer.subscribe(List.of("grouped"));
                Instant deadline = Instant.now().plus(SECONDS);
                int read = 0;
                while (read == 0 && Instant.now().isBefore(deadline)) {
                    read = consumer.poll(Duration.ofMillis(200)).count();
                }
                consumer.commitSync();
            }
            assertThat(client.committed(protocol, "grouped")).isEqualTo(1);
        }
    }

    @Test
    void hasEveryFeatureAtItsLevelForProduction() throws Exception {
        try (Admin admin = client.admin()) {
            Map<String, Short> levels = new HashMap<>();
            admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .forEach((name, range) -> levels.put(name, range.maxVersionLevel()));

            assertThat(levels)
                    .containsEntry("transaction.version", (short) 2)
                    .containsEntry(
                            MetadataVersion.FEATURE_NAME,
                            MetadataVersion.latestProduction().featureLevel());
            for (Feature feature : Feature.PRODUCTION_FEATURES) {
                if (!feature.featureName().equals("kraft.version")) {
                    assertThat(levels.getOrDefault(feature.featureName(), (short) 0))
                            .as(feature.featureName())
                            .isEqualTo(feature.defaultLevel(MetadataVersion.latestProduction()));
                }
            }
        }
    }

    @Test
    void runsOnTheJacksonOfSpark() {
        assertThat(PackageVersion.VERSION).hasToString("2.20.0");
        // With this logger on, every request of these tests has gone through Jackson.
        assertThat(LoggerFactory.getLogger("kafka.request.logger").isDebugEnabled()).isTrue();
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        try (Admin admin = client.admin()) {
            assertThat(admin.describeCluster().nodes().get())
                    .extracting(Node::host)
                    .containsExactly("127.0.0.1");
        }
        // A socket on all addresses would answer here, too.
        try (Socket socket = new Socket()) {
            InetSocketAddress other = new InetSocketAddress("127.0.0.2", port(broker));
            assertThatThrownBy(() -> socket.connect(other, 1_000)).isInstanceOf(IOException.class);
        }
        for (InetSocketAddress outside : outsideAddresses(port(broker))) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(outside, 1_000))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void doesNotMakeTopicsThatAreWrittenTo() {
        try (KafkaProducer<String, String> producer =
                client.producer(Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, "1500"))) {
            Throwable failure =
                    catchThrowable(
                            () -> producer.send(new ProducerRecord<>("mistyped", "a")).get());
            assertThat(failure)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        try (Admin admin = client.admin()) {
            assertThat(admin.listTopics().names().get()).doesNotContain("mistyped");
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsItsInternalTopicsSmall() throws Exception {
        client.createTopic("small");
        client.commit("small", "small", 0);

        try (Admin admin = client.admin()) {
            assertThat(
                            admin.describeTopics(List.of("__consumer_offsets"))
                                    .allTopicNames()
                                    .get()
                                    .get("__consumer_offsets")
                                    .partitions())
                    .hasSize(4)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(config.get("log.retention.hours").value()).isEqualTo("168");
        }
    }

    @Test
    void canBeFoundWhileItRunsAndOnlyThen(@TempDir Path own) {
        try (EmbeddedBroker second = EmbeddedBroker.start(own)) {
            RunningBroker found = RunningBroker.find(own).orElseThrow();

            assertThat(found.bootstrapServers()).isEqualTo(second.bootstrapServers());
            assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(found.dataDirectory()).isEqualTo(own.toAbsolutePath());
            assertThat(found.startedAt()).isBetween(Instant.now().minus(SECONDS), Instant.now());
        }
        assertThat(RunningBroker.find(own)).isEmpty();
        assertThat(own.resolve("broker.json")).doesNotExist();
    }

    @Test
    void runsBesideAnotherBroker(@TempDir Path own) throws Exception {
        try (EmbeddedBroker second = EmbeddedBroker.start(own)) {
            assertThat(second.bootstrapServers()).isNotEqualTo(broker.bootstrapServers());
            new Client(second.connection()).createTopic("second");
            new Client(second.connection()).write("second", List.of("a"));
            client.createTopic("first");

            assertThat(new Client(second.connection()).read("second")).containsExactly("a");
            try (Admin admin = client.admin()) {
                assertThat(admin.listTopics().names().get())
                        .contains("first")
                        .doesNotContain("second");
            }
        }
    }

    @Test
    void stopsQuicklyAndOnce(@TempDir Path own) {
        EmbeddedBroker second = EmbeddedBroker.start(own);
        assertThat(second.termination()).isNotDone();
        Instant before = Instant.now();

        second.close();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(second.termination()).isCompletedWithValue(null);
        second.close();
    }

    @Test
    void leavesNoThreadsBehind(@TempDir Path own) {
        EmbeddedBroker.start(own).close();
        Set<String> before = threads();

        EmbeddedBroker.start(own).close();

        // The broker's own thread says that it has ended as the last thing it does.
        await().pollInSameThread().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(thread -> thread.getId() + " " + thread.getName())
                .filter(name -> !name.contains("ForkJoinPool"))
                .collect(Collectors.toSet());
    }

    private static List<InetSocketAddress> outsideAddresses(int port) throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private static int port(EmbeddedBroker of) {
        String address = of.bootstrapServers();
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }
}
