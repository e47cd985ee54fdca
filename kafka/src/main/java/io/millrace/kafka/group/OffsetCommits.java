package io.millrace.kafka.group;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.offset.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a consumer group how far a stream has been processed, for whoever watches lag. Never waits
 * for the broker: one commit is under way at a time, and what comes meanwhile goes with the next. A
 * failure is a warning, once a minute at the most. Used by one thread.
 */
public final class OffsetCommits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

    private final Admin admin;
    private final KafkaConnection connection;
    private final String group;
    private final String note;
    private final InstantSource clock;
    private StreamPosition wanted;
    private StreamPosition committed;
    private StreamPosition sent;
    private KafkaFuture<Void> underway;
    private Instant notBefore = Instant.EPOCH;
    private Instant lastWarning = Instant.EPOCH;

    /**
     * @param admin stays open after this
     * @param note who commits, to be kept with the offsets
     */
    public OffsetCommits(
            Admin admin,
            KafkaConnection connection,
            String group,
            String note,
            InstantSource clock) {
        this.admin = admin;
        this.connection = connection;
        this.group = group;
        this.note = note;
        this.clock = clock;
    }

    /** All before this position has been processed. To be called again and again, even if idle. */
    public void processed(StreamPosition position) {
        wanted = position;
        takeAnswer();
        boolean due = !clock.instant().isBefore(notBefore);
        if (underway == null && due && !wanted.equals(committed)) {
            send();
        }
    }

    private void send() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        wanted.byPartition()
                .forEach((p, next) -> offsets.put(p, new OffsetAndMetadata(next, note)));
        sent = wanted;
        notBefore = clock.instant().plus(BETWEEN_COMMITS);
        try {
            underway = admin.alterConsumerGroupOffsets(group, offsets).all();
        } catch (KafkaException e) {
            failed(e);
        }
    }

    private void takeAnswer() {
        if (underway == null || !underway.isDone()) {
            return;
        }
        try {
            underway.get();
            committed = sent;
        } catch (ExecutionException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underway = null;
    }

    private void failed(Exception e) {
        Instant now = clock.instant();
        notBefore = now.plus(AFTER_FAILURE);
        if (!now.isBefore(lastWarning.plus(BETWEEN_WARNINGS))) {
            lastWarning = now;
            LOG.warn(
                    "{} The query goes on; tools that watch the group show too much lag."
                            + " commitOffsets=false switches this off.",
                    KafkaFailure.translate(e, connection, "commit offsets to group '" + group + "'")
                            .getMessage());
        }
    }

    /** Commits what is left, within two seconds. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + LAST_COMMIT.toNanos();
        await(deadline);
        if (wanted != null && !wanted.equals(committed)) {
            send();
            await(deadline);
        }
    }

    private void await(long deadline) {
        if (underway == null) {
            return;
        }
        try {
            underway.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The last commit to group {} did not end well", group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        takeAnswer();
    }
}
