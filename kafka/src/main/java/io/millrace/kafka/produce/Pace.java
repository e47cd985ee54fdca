package io.millrace.kafka.produce;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spreads records evenly over time. Each record has its due time on a schedule, so a late one does
 * not delay those after it; but after a stall at most {@link #CATCH_UP} of the schedule is made up
 * for, and the rest is given up rather than sent in a burst.
 */
final class Pace {

    /** How much of a stall is made up for. */
    static final Duration CATCH_UP = Duration.ofMillis(100);

    private final double interval;
    private final LongSupplier nanoClock;
    private double due;
    private long origin;
    private boolean started;

    Pace(double recordsPerSecond, LongSupplier nanoClock) {
        this.interval = 1e9 / recordsPerSecond;
        this.nanoClock = nanoClock;
    }

    /** Nanoseconds until the next record is due; asking for them moves on to the one after it. */
    long next() {
        long clock = nanoClock.getAsLong();
        if (!started) {
            started = true;
            origin = clock;
        }
        double now = clock - origin;
        due = Math.max(due, now - CATCH_UP.toNanos());
        double wait = due - now;
        due += interval;
        return wait > 0 ? (long) wait : 0;
    }
}
