package io.millrace.spark.source;

import io.millrace.kafka.offset.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Makes an idle query cheap. Spark asks a source a hundred times a second whether there is
 * something new; here it waits for the answer instead, and is told at once. A query of several
 * sources is never kept waiting, since another of them may have something.
 */
final class IdleWait {

    /** How long one question is held at the most, once the query has been idle for a while. */
    private static final Duration LONGEST_HOLD = Duration.ofMillis(500);

    /** A question is held for this part of the time that the query has been idle. */
    private static final int SHARE_OF_IDLE_TIME = 10;

    /** Who asks again within this time does nothing else than ask. */
    private static final Duration AGAIN = Duration.ofMillis(50);

    /** How long the silence of the brokers is taken for an answer. */
    private static final Duration TRUST = Duration.ofSeconds(2);

    private final BooleanSupplier isOnlySource;
    private final InstantSource clock;
    private StreamPosition idleAt;
    private boolean nothingThere;
    private Instant idleSince = Instant.EPOCH;
    private Instant answered = Instant.EPOCH;
    private Instant asked = Instant.EPOCH;

    /**
     * @param isOnlySource whether nothing else than this source may have news for the query
     */
    IdleWait(BooleanSupplier isOnlySource, InstantSource clock) {
        this.isOnlySource = isOnlySource;
        this.clock = clock;
    }

    /**
     * Whether there is still nothing, after a wait if this question follows the last one closely.
     *
     * @param awaitArrival waits for news for a time, and returns whether there may be some
     */
    boolean isStillIdle(StreamPosition read, Predicate<Duration> awaitArrival) {
        Instant now = clock.instant();
        if (!read.equals(idleAt) || !now.isBefore(answered.plus(AGAIN))) {
            return false;
        }
        boolean news = awaitArrival.test(hold(now));
        answered = clock.instant();
        return !news && nothingThere && answered.isBefore(asked.plus(TRUST));
    }

    private Duration hold(Instant now) {
        if (!isOnlySource.getAsBoolean()) {
            return Duration.ZERO;
        }
        Duration hold = Duration.between(idleSince, now).dividedBy(SHARE_OF_IDLE_TIME);
        return hold.compareTo(LONGEST_HOLD) < 0 ? hold : LONGEST_HOLD;
    }

    /**
     * Remembers what the cluster has answered.
     *
     * @param target how far the batch reads; no further than {@code read} if there is none
     * @param available how far it could read
     */
    void remember(StreamPosition read, StreamPosition target, StreamPosition available) {
        asked = clock.instant();
        answered = asked;
        if (!target.equals(read)) {
            idleAt = null;
        } else if (!read.equals(idleAt)) {
            idleAt = read;
            idleSince = asked;
        }
        nothingThere = available.equals(read);
    }

    /** A micro-batch has begun, if only one without data: the next question is not held. */
    void batchBegan() {
        idleAt = null;
    }
}
