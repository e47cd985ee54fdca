package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.cluster.ChildClasses;
import io.millrace.integration.reliability.cluster.ChildJvm;
import io.millrace.integration.reliability.cluster.SparkArguments;
import io.millrace.spark.checkpoint.lease.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A driver in its process, from its start to its end. */
final class Driver {

    private static final String FAILPOINTS = "MILLRACE_FAILPOINTS";

    private final ChildJvm process;
    private final String armed;
    private final boolean cluster;
    private final Path events;
    private final long startedAt = System.nanoTime();
    private long seenBefore;
    private boolean running;
    private boolean productive;

    private Driver(Order order, ChildJvm process, Path events, long seenBefore) {
        this.process = process;
        this.armed = order.armed();
        this.cluster = order.engine() == Engine.CLUSTER;
        this.events = events;
        this.seenBefore = seenBefore;
    }

    /** Where the tasks of a driver run. */
    enum Engine {
        /** In its own process. */
        LOCAL("local[2]"),
        /** In executors, which are processes of their own. */
        CLUSTER("local-cluster[2,1,512]");

        private final String master;

        Engine(String master) {
            this.master = master;
        }
    }

    /**
     * How to start one.
     *
     * @param armed the points at which it fails, empty for none
     * @param armedExecutors the points at which each of its executors fails, empty for none
     * @param claim how it asks for the checkpoints
     * @param rehearsal whether its classes are archived when it ends, for those that come after it
     */
    record Order(
            String servers,
            String armed,
            String armedExecutors,
            Engine engine,
            Claim claim,
            ChildClasses classes,
            boolean rehearsal) {}

    /**
     * Starts one.
     *
     * @param seen how many records have come out by now
     */
    static Driver start(Order order, Path directory, int number, long seen) {
        Path events = directory.resolve("driver-" + number + ".jsonl");
        List<String> jvm = new ArrayList<>(SparkArguments.ofThisTree());
        jvm.addAll(
                List.of(
                        "-Xmx900m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlog4j2.configurationFile=classpath:reliability-child-log4j2.properties"));
        ChildClasses classes = order.classes();
        jvm.addAll(order.rehearsal() ? List.of(classes.rehearsal()) : classes.use());
        ChildJvm process =
                ChildJvm.start(
                        jvm,
                        classes,
                        List.of(
                                PipelineChild.class.getName(),
                                order.servers(),
                                directory.toString(),
                                events.toString(),
                                order.engine().master,
                                order.claim().name(),
                                order.armedExecutors()),
                        environment(order, directory),
                        directory.resolve("drivers.log"));
        return new Driver(order, process, events, seen);
    }

    /** A worker looks for an installation of Spark; its executors get the classes of the driver. */
    private static Map<String, String> environment(Order order, Path directory) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        if (!order.armed().isEmpty()) {
            environment.put(FAILPOINTS, order.armed());
        }
        if (order.engine() == Engine.CLUSTER) {
            try {
                Path home = directory.resolve("spark");
                Files.createDirectories(home.resolve("jars"));
                environment.put("SPARK_HOME", home.toString());
                environment.put("SPARK_SCALA_VERSION", "2.13");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return environment;
    }

    ChildJvm process() {
        return process;
    }

    boolean hasExecutors() {
        return cluster;
    }

    /** The processes that it has started: executors, for it starts no others. */
    List<ProcessHandle> executors() {
        return process.children();
    }

    String armed() {
        return armed;
    }

    /** How it is called in messages: {@code driver-3}. */
    String name() {
        return events.getFileName().toString().replaceFirst("\\..*", "");
    }

    /** Takes note of output; returns how long it took to come the first time it is there. */
    Duration firstOutput(long seen) {
        if (!running && !productive) {
            running = events().stream().anyMatch(line -> line.contains(PipelineChild.RUNNING));
            // Up to here it is of its predecessor, whose commits may be seen late.
            seenBefore = seen;
        }
        if (productive || seen <= seenBefore) {
            return null;
        }
        productive = true;
        return Campaign.since(startedAt);
    }

    boolean isProductive() {
        return productive;
    }

    /** How many executors it has lost that ended like those that are killed. */
    long executorsKilled() {
        return events().stream()
                .filter(line -> line.contains("\"" + ExecutorEnds.LOST + "\""))
                .filter(line -> line.contains("exited with code " + ProcessEnds.KILLED))
                .count();
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
