package io.millrace.kafka;

import io.millrace.kafka.client.KafkaConnection;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker, started once and shared by all tests of a module. */
public final class TestBroker {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static TestBroker shared;

    private final String bootstrap;

    private TestBroker(Map<String, String> more) throws Exception {
        Path directory = Files.createTempDirectory("millrace-test-broker");
        int clientPort = freePort();
        int controllerPort = freePort();
        bootstrap = "localhost:" + clientPort;
        Map<String, String> settings = settings(directory, clientPort, controllerPort);
        settings.putAll(more);
        KafkaConfig config = new KafkaConfig(settings);
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .run();
        }
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.shutdown();
                                    server.awaitShutdown();
                                    delete(directory);
                                }));
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", "1");
        settings.put("process.roles", "broker,controller");
        settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        settings.put("num.partitions", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.enable", "false");
        // Tests write records of long ago, which must not be deleted for their age.
        settings.put("log.retention.ms", "-1");
        return settings;
    }

    /** The broker, started on first use. */
    public static synchronized TestBroker shared() {
        if (shared == null) {
            shared = with(Map.of());
        }
        return shared;
    }

    /** A broker of its own, with these settings beside those of the shared one. */
    public static TestBroker with(Map<String, String> settings) {
        try {
            return new TestBroker(settings);
        } catch (Exception e) {
            throw new IllegalStateException("the test broker did not start", e);
        }
    }

    public String bootstrap() {
        return bootstrap;
    }

    public KafkaConnection connection() {
        return KafkaConnection.to(bootstrap);
    }

    /** A name that no other test uses. */
    public static String name(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** A port of this machine that nothing listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
