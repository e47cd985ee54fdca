package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how long it takes until all is well again, as those see it who read the output. What
 * other faults that come between add to it is in it.
 */
final class RecoveryTimes {

    /** What a reader has got from a leader before it died may come a little later. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(300);

    private final KafkaCluster cluster;
    private final OutputWatch watch;
    private final History history;
    private final List<Duration> restarts = new ArrayList<>();
    private final List<Duration> readerWaits = new ArrayList<>();
    private final List<Duration> failovers = new ArrayList<>();
    private Long driverGoneAt;
    private Map<TopicPartition, Long> awaited = Map.of();
    private long awaitedSince;
    private TopicPartition led;
    private long ledUntil;
    private long leaderGoneAt;

    RecoveryTimes(KafkaCluster cluster, OutputWatch watch, History history) {
        this.cluster = cluster;
        this.watch = watch;
        this.history = history;
    }

    /** The driver was killed. */
    void driverGone() throws InterruptedException {
        driverGoneAt = System.nanoTime();
        awaitReaders();
    }

    /** A driver has written for the first time; one that fails on the way there does not count. */
    void firstOutput(boolean undisturbed) {
        if (driverGoneAt != null && undisturbed) {
            take("driver restart", restarts, driverGoneAt);
        }
        driverGoneAt = null;
    }

    /** The broker was killed that led a partition of the output. */
    void leaderGone(TopicPartition partition) {
        led = partition;
        ledUntil = -1;
        leaderGoneAt = System.nanoTime();
    }

    /** To be called all the time. */
    void look() {
        if (!awaited.isEmpty() && watch.hasPassed(awaited)) {
            take("readers waited", readerWaits, awaitedSince);
            awaited = Map.of();
        }
        if (led != null && Campaign.since(leaderGoneAt).compareTo(ON_ITS_WAY) > 0) {
            if (ledUntil < 0) {
                ledUntil = watch.position(led);
            } else if (watch.position(led) > ledUntil) {
                take("broker failover", failovers, leaderGoneAt);
                led = null;
            }
        }
    }

    private void take(String what, List<Duration> times, long since) {
        Duration time = Campaign.since(since);
        times.add(time);
        history.add(what, "millis", time.toMillis());
    }

    /** Readers may have to wait for transactions that the dead have left open. */
    private void awaitReaders() throws InterruptedException {
        awaitedSince = System.nanoTime();
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
                            .collect(Collectors.toMap(Map.Entry::getKey, RecoveryTimes::offset));
        } catch (ExecutionException | TimeoutException e) {
            // Brokers are away; there is nothing to measure then.
            awaited = Map.of();
        }
    }

    private static long offset(Map.Entry<?, ListOffsetsResultInfo> end) {
        return end.getValue().offset();
    }

    /** From the kill of a driver to the first output of its successor. */
    List<Duration> restarts() {
        return List.copyOf(restarts);
    }

    /** From the kill of a driver until readers had passed what it had written. */
    List<Duration> readerWaits() {
        return List.copyOf(readerWaits);
    }

    /** From the kill of a leader to the next output in the partition that it led. */
    List<Duration> failovers() {
        return List.copyOf(failovers);
    }
}
