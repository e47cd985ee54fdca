package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.campaign.Driver.Engine;
import io.millrace.integration.reliability.cluster.ChildClasses;
import io.millrace.integration.reliability.cluster.KafkaCluster;
import io.millrace.spark.checkpoint.lease.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts a driver whenever there is none, and writes down how each one ended. */
final class DriverKeeper {

    private static final long CHECK_MILLIS = 20;
    private static final Duration CHECK_EXECUTORS = Duration.ofMillis(200);
    private static final Pattern POINT = Pattern.compile("Failpoint '([^']+)' was armed");

    private final CampaignSettings settings;
    private final KafkaCluster cluster;
    private final OutputWatch watch;
    private final History history;
    private final Arming arming;
    private final RecoveryTimes times;
    private final ProcessEnds ends;
    private final ChildClasses classes = ChildClasses.in(Path.of("target", "child-classes"));
    private final Set<String> failedAt = new TreeSet<>();
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private Driver current;
    private int started;
    private boolean armed = true;

    DriverKeeper(
            CampaignSettings settings,
            KafkaCluster cluster,
            OutputWatch watch,
            History history,
            ProcessEnds ends) {
        this.settings = settings;
        this.cluster = cluster;
        this.watch = watch;
        this.history = history;
        this.ends = ends;
        this.arming = new Arming(new Random(settings.seed() + 1));
        this.times = new RecoveryTimes(cluster, watch, history);
    }

    RecoveryTimes times() {
        return times;
    }

    /** Starts and ends one in peace where those that come after it start sooner by that. */
    void rehearse(Duration limit) throws InterruptedException {
        if (!classes.isArchived()) {
            current = startOne("", Engine.LOCAL, Claim.IF_FREE, true);
            keepUntilProductive(limit);
            stop(limit);
            current = null;
            history.add("rehearsed", "archived", classes.isArchived());
        }
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

    /** The same until one has died at a failpoint; one that will not is ended at once. */
    void keepUntilFailpoint(Duration limit) throws InterruptedException {
        if (current != null && current.armed().isEmpty()) {
            kill();
            current = startOne(arming.mortal(), Engine.LOCAL, Claim.IF_FREE, false);
        }
        long begin = System.nanoTime();
        int before = deathsAtFailpoints();
        do {
            keep(Duration.ZERO);
        } while (deathsAtFailpoints() == before && Campaign.since(begin).compareTo(limit) < 0);
    }

    private int deathsAtFailpoints() {
        return history.counts().getOrDefault("driver failpoint", 0);
    }

    private void look() throws InterruptedException {
        watch.check();
        if (current != null && !current.process().isAlive()) {
            buried(current);
            current = null;
        }
        if (current == null) {
            current = startOne(points(), Engine.LOCAL, Claim.IF_FREE, false);
        }
        Duration first = current.firstOutput(watch.seen());
        if (first != null) {
            history.add("first output", "millis", first.toMillis());
            times.firstOutput(current.armed().isEmpty() && !current.hasExecutors());
        }
        times.look();
    }

    private Driver startOne(String points, Engine engine, Claim claim, boolean rehearsal) {
        history.add("driver start", "number", started, "armed", points, "engine", engine);
        return start(
                new Driver.Order(
                        cluster.proxiedServers(), points, "", engine, claim, classes, rehearsal));
    }

    private Driver start(Driver.Order order) {
        return Driver.start(order, settings.directory(), started++, watch.seen());
    }

    private String points() {
        if (!armed) {
            return "";
        }
        return switch (settings.faults()) {
            case DRAWN -> arming.next();
            case EACH_POINT -> Arming.each(settings.points());
            case LISTED -> "";
        };
    }

    /**
     * The failpoints at which something has failed. Of what fails while its pipeline comes down,
     * the log knows alone; of what fails before there is an engine, the driver's events do.
     */
    Set<String> failedAt() {
        if (current != null) {
            current.events().forEach(this::takePoint);
        }
        Path log = settings.directory().resolve("drivers.log");
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines.forEach(this::takePoint);
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        if (code == ProcessEnds.KILLED && !driver.armed().isEmpty()) {
            history.add("driver failpoint", "point", killing(driver.armed()));
            failedAt.add(killing(driver.armed()));
            times.driverGone();
        } else {
            history.add("driver ended", "code", code);
            ends.byItself(driver.name(), code);
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
            ends.event(driver.name(), line);
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
            if (current.hasExecutors()) {
                // They are to find out by themselves.
                orphans.addAll(current.executors());
            }
            current.process().kill();
            history.add("driver kill");
            takeEvents(current);
            current = null;
            times.driverGone();
        }
    }

    /** Stops the current one where it is and starts another beside it, by force. */
    Driver replaceWithSuccessor() throws InterruptedException {
        keep(Duration.ZERO);
        Driver paused = current;
        paused.process().pause();
        history.add("driver pause");
        current = startOne(points(), Engine.LOCAL, Claim.BY_FORCE, false);
        return paused;
    }

    /** Kills the current one and starts one whose tasks run in executors. */
    void replaceWithCluster() throws InterruptedException {
        kill();
        current = startOne("", Engine.CLUSTER, Claim.IF_FREE, false);
    }

    /** The same, whose executors die at a failpoint, those that take their place as well. */
    String replaceWithMortalExecutors() throws InterruptedException {
        kill();
        String points = arming.executors();
        history.add("driver start", "number", started, "armed executors", points);
        current =
                start(
                        new Driver.Order(
                                cluster.proxiedServers(),
                                "",
                                points,
                                Engine.CLUSTER,
                                Claim.IF_FREE,
                                classes,
                                false));
        return points;
    }

    /**
     * Sees to it that there is a driver with mortal executors until so many of them have died at a
     * failpoint, no longer than the limit.
     */
    void keepUntilExecutorsDied(int count, Duration limit) throws InterruptedException {
        Driver watched = current;
        long begin = System.nanoTime();
        long diedBefore = 0;
        long died;
        do {
            keep(CHECK_EXECUTORS);
            died = watched.executorsKilled();
            if (current != watched && diedBefore + died < count) {
                // It has ended itself; the one in its place has no executors.
                notedDeaths(watched, died);
                diedBefore += died;
                died = 0;
                replaceWithMortalExecutors();
                watched = current;
            }
        } while (diedBefore + died < count && Campaign.since(begin).compareTo(limit) < 0);
        notedDeaths(watched, died);
    }

    private void notedDeaths(Driver driver, long count) {
        for (long i = 0; i < count; i++) {
            history.add("executor failpoint", "driver", driver.name());
        }
    }

    /** Kills one of the executors; returns false if there are none. */
    boolean killExecutor(int drawn) {
        List<ProcessHandle> executors = current.hasExecutors() ? current.executors() : List.of();
        if (executors.isEmpty()) {
            return false;
        }
        ProcessHandle executor = executors.get(drawn % executors.size());
        history.add("executor kill", "pid", executor.pid());
        executor.destroyForcibly();
        return true;
    }

    /** What executors have outlived their drivers for too long is ended; returns how many. */
    long endOrphans() {
        List<ProcessHandle> ended =
                orphans.stream().filter(ProcessHandle::destroyForcibly).toList();
        ended.forEach(orphan -> orphan.onExit().join());
        return ended.size();
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
            ends.zombieAlive(zombie.name(), limit);
            zombie.process().kill();
        } else {
            int code = zombie.process().exitCode();
            history.add("zombie ended", "code", code);
            if (code != ProcessEnds.KILLED || zombie.armed().isEmpty()) {
                ends.byItself(zombie.name(), code);
            }
        }
        takeEvents(zombie);
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
            ends.notStopped(current.name(), limit);
            current.process().kill();
        }
        takeEvents(current);
        return ended;
    }
}
