package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Starts a driver whenever there is none, and writes down how each one ended. */
final class DriverKeeper {

    private static final long CHECK_MILLIS = 20;
    private static final int KILLED = 137;
    private static final Pattern POINT = Pattern.compile("Failpoint '([^']+)' was armed");

    private final CampaignSettings settings;
    private final KafkaCluster cluster;
    private final OutputWatch watch;
    private final History history;
    private final Arming arming;
    private final List<Duration> firstOutputs = new ArrayList<>();
    private final List<Duration> readerWaits = new ArrayList<>();
    private final Set<String> failedAt = new TreeSet<>();
    private Driver current;
    private int started;
    private boolean armed = true;
    private Map<TopicPartition, Long> awaited = Map.of();
    private long awaitedSince;

    DriverKeeper(
            CampaignSettings settings, KafkaCluster cluster, OutputWatch watch, History history) {
        this.settings = settings;
        this.cluster = cluster;
        this.watch = watch;
        this.history = history;
        this.arming = new Arming(new Random(settings.seed() + 1));
    }

    /** Sees to it that there is one for so long. */
    void keep(Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        do {
            look();
            TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
        } while (Campaign.since(begin).compareTo(time) < 0);
    }

    /** The same until the current one has written something, for no longer than the limit. */
    boolean keepUntilProductive(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        do {
            keep(Duration.ZERO);
        } while (!current.isProductive() && Campaign.since(begin).compareTo(limit) < 0);
        return current.isProductive();
    }

    private void look() throws InterruptedException {
        watch.check();
        if (current != null && !current.process().isAlive()) {
            buried(current);
            current = null;
        }
        if (current == null) {
            current = startOne();
        }
        Duration first = current.firstOutput(watch.seen());
        if (first != null) {
            history.add("first output", "millis", first.toMillis());
            if (current.armed().isEmpty()) {
                // The others fail before they get that far.
                firstOutputs.add(first);
            }
        }
        if (!awaited.isEmpty() && watch.hasPassed(awaited)) {
            readerWaits.add(Campaign.since(awaitedSince));
            awaited = Map.of();
        }
    }

    private Driver startOne() {
        String points = armed ? points() : "";
        history.add("driver start", "number", started, "armed", points);
        return Driver.start(
                cluster.proxiedServers(), settings.directory(), started++, points, watch.seen());
    }

    private String points() {
        return switch (settings.faults()) {
            case DRAWN -> arming.next();
            case EACH_POINT -> Arming.everyPoint();
            case EACH_STRIKE -> "";
        };
    }

    /** The failpoints at which something has failed. */
    Set<String> failedAt() {
        if (current != null) {
            current.events().forEach(this::takePoint);
        }
        return new TreeSet<>(failedAt);
    }

    private void takePoint(String event) {
        Matcher matcher = POINT.matcher(event);
        while (matcher.find()) {
            failedAt.add(matcher.group(1));
        }
    }

    /** Writes down how it ended. */
    private void buried(Driver driver) throws InterruptedException {
        int code = driver.process().exitCode();
        if (code == KILLED && !driver.armed().isEmpty()) {
            history.add("driver failpoint", "point", killing(driver.armed()));
            failedAt.add(killing(driver.armed()));
            awaitReaders();
        } else {
            history.add("driver ended", "code", code);
        }
        takeEvents(driver);
    }

    private static String killing(String armed) {
        return Arrays.stream(armed.split(","))
                .filter(point -> point.contains("=kill@"))
                .map(point -> point.replaceFirst("=.*", ""))
                .findFirst()
                .orElse("none");
    }

    private void takeEvents(Driver driver) {
        for (String line : driver.events()) {
            takePoint(line);
            for (String event : List.of(PipelineChild.FAILED_ON_PURPOSE, PipelineChild.FAILED)) {
                if (isOf(event, line)) {
                    history.add(event, "what", line);
                }
            }
        }
    }

    private static boolean isOf(String event, String line) {
        return line.contains("\"event\":\"" + event + "\"");
    }

    /** Kills the current one. */
    void kill() throws InterruptedException {
        if (current != null && current.process().isAlive()) {
            current.process().kill();
            history.add("driver kill");
            takeEvents(current);
            current = null;
            awaitReaders();
        }
    }

    /** Stops the current one where it is and starts another beside it. */
    Driver replaceWithSuccessor() {
        Driver paused = current;
        if (paused != null) {
            paused.process().pause();
            history.add("driver pause");
            current = startOne();
        }
        return paused;
    }

    /** Lets a paused one go on beside its successor, and waits for its end. */
    void letZombieGoOn(Driver zombie, Duration limit) throws InterruptedException {
        zombie.process().resume();
        long begin = System.nanoTime();
        while (zombie.process().isAlive() && Campaign.since(begin).compareTo(limit) < 0) {
            keep(Duration.ZERO);
        }
        if (zombie.process().isAlive()) {
            history.add("zombie still there", "after", limit.toString());
            zombie.process().kill();
        } else {
            history.add("zombie ended", "code", zombie.process().exitCode());
        }
        takeEvents(zombie);
    }

    /** Readers may have to wait for transactions that the dead have left open. */
    private void awaitReaders() throws InterruptedException {
        try {
            awaited =
                    cluster
                            .admin()
                            .listOffsets(
                                    watch.partitions().stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            partition -> partition,
                                                            partition -> OffsetSpec.latest())))
                            .all()
                            .get(2, TimeUnit.SECONDS)
                            .entrySet()
                            .stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, DriverKeeper::offset));
            awaitedSince = System.nanoTime();
        } catch (ExecutionException | TimeoutException e) {
            // Brokers are away; there is nothing to measure then.
            awaited = Map.of();
        }
    }

    private static long offset(Map.Entry<?, ListOffsetsResult.ListOffsetsResultInfo> end) {
        return end.getValue().offset();
    }

    /** From here on drivers fail no more by themselves. */
    void disarm() throws InterruptedException {
        armed = false;
        kill();
    }

    /** Asks the current one to end; returns whether it does. */
    boolean stop(Duration limit) throws InterruptedException {
        current.process().terminate();
        boolean ended = current.process().awaitEnd(limit);
        history.add("driver stop", "code", ended ? current.process().exitCode() : "none");
        if (!ended) {
            current.process().kill();
        }
        takeEvents(current);
        return ended;
    }

    /** How often a driver or a query has come to its end so far. */
    int ends() {
        Map<String, Integer> counts = history.counts();
        long inDriver =
                current == null
                        ? 0
                        : current.events().stream()
                                .filter(line -> isOf(PipelineChild.FAILED_ON_PURPOSE, line))
                                .count();
        return (int) inDriver
                + counts.getOrDefault("driver kill", 0)
                + counts.getOrDefault("driver failpoint", 0)
                + counts.getOrDefault(PipelineChild.FAILED_ON_PURPOSE, 0)
                + counts.getOrDefault("driver pause", 0);
    }

    List<Duration> firstOutputs() {
        return firstOutputs;
    }

    List<Duration> readerWaits() {
        return readerWaits;
    }
}
