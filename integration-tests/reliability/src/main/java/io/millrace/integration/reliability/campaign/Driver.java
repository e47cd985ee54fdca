package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.cluster.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A driver in its process, from its start to its end. */
final class Driver {

    private static final String FAILPOINTS = "MILLRACE_FAILPOINTS";

    /** No JVM and no engine start in less. */
    private static final Duration NOT_BEFORE = Duration.ofMillis(1_500);

    private final ChildJvm process;
    private final String armed;
    private final Path events;
    private final long startedAt = System.nanoTime();
    private long seenBefore;
    private boolean productive;

    private Driver(ChildJvm process, String armed, Path events, long seenBefore) {
        this.process = process;
        this.armed = armed;
        this.events = events;
        this.seenBefore = seenBefore;
    }

    /**
     * Starts one.
     *
     * @param armed the points at which it fails, empty for none
     * @param seen how many records have come out by now
     */
    static Driver start(String servers, Path directory, int number, String armed, long seen) {
        Path events = directory.resolve("driver-" + number + ".jsonl");
        List<String> jvm = new ArrayList<>(jvmArguments(directory));
        jvm.addAll(
                List.of(
                        "-Xmx900m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlog4j2.configurationFile=classpath:reliability-child-log4j2.properties"));
        ChildJvm process =
                ChildJvm.start(
                        jvm,
                        List.of(
                                PipelineChild.class.getName(),
                                servers,
                                directory.toString(),
                                events.toString()),
                        armed.isEmpty() ? Map.of() : Map.of(FAILPOINTS, armed),
                        directory.resolve("drivers.log"));
        return new Driver(process, armed, events, seen);
    }

    /** What Spark needs of the JVM, which our own launcher reads, too. */
    private static List<String> jvmArguments(Path directory) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("conf/spark-jvm.args"))) {
            root = root.getParent();
        }
        try {
            return Files.readAllLines(root.resolve("conf/spark-jvm.args")).stream()
                    .filter(line -> line.startsWith("-") && !line.contains("GC"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChildJvm process() {
        return process;
    }

    String armed() {
        return armed;
    }

    /** Takes note of output; returns how long it took to come the first time it is there. */
    Duration firstOutput(long seen) {
        Duration age = Campaign.since(startedAt);
        if (age.compareTo(NOT_BEFORE) < 0) {
            // Of its predecessor.
            seenBefore = seen;
        }
        if (productive || seen <= seenBefore) {
            return null;
        }
        productive = true;
        return age;
    }

    boolean isProductive() {
        return productive;
    }

    /** What it has written down: a line of JSON for each failure of a query. */
    List<String> events() {
        try {
            return Files.exists(events) ? Files.readAllLines(events) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
