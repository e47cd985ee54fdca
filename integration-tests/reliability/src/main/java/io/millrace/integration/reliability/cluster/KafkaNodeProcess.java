package io.millrace.integration.reliability.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;

/** One of the brokers, a controller, too, which a kill leaves with its data and its ports. */
final class KafkaNodeProcess {

    private static final List<String> JVM =
            List.of(
                    "-Xmx256m",
                    "-Xms64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-Dlog4j2.configurationFile=classpath:reliability-child-log4j2.properties");

    private final int id;
    private final Path properties;
    private final Path log;
    private ChildJvm process;

    private KafkaNodeProcess(int id, Path properties, Path log) {
        this.id = id;
        this.properties = properties;
        this.log = log;
    }

    /** Writes settings and formats the directory. */
    static KafkaNodeProcess prepare(
            int id, Path directory, String clusterId, Map<String, String> settings) {
        try {
            Path data = Files.createDirectories(directory.resolve("broker-" + id));
            Properties all = new Properties();
            all.putAll(settings);
            all.put("node.id", Integer.toString(id));
            all.put("log.dirs", data.toString());
            Path file = directory.resolve("broker-" + id + ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                all.store(writer, null);
            }
            format(id, data, clusterId);
            return new KafkaNodeProcess(id, file, directory.resolve("broker-" + id + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void format(int id, Path data, String clusterId) throws IOException {
        try (PrintStream silent =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(id)
                    .setClusterId(clusterId)
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(KafkaCluster.CONTROLLER)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot format " + data, e);
        }
    }

    synchronized void start() {
        if (process == null || !process.isAlive()) {
            process =
                    ChildJvm.start(
                            JVM, List.of("kafka.Kafka", properties.toString()), Map.of(), log);
        }
    }

    synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    synchronized void pause() {
        process.pause();
    }

    synchronized void resume() {
        process.resume();
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    int id() {
        return id;
    }
}
