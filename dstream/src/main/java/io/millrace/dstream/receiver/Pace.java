package io.millrace.dstream.receiver;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When a thread may receive more, so that it stays below a rate. */
final class Pace {

    private long freeAt = System.nanoTime();

    /** Takes note of records that were let in at this time, at most so many a second. */
    void letIn(long records, long perSecond, long nowNanos) {
        double cost = (double) records * TimeUnit.SECONDS.toNanos(1) / Math.max(1, perSecond);
        long from = freeAt - nowNanos > 0 ? freeAt : nowNanos;
        freeAt = from + (long) cost;
    }

    /** How long to let nothing in. */
    Duration left(long nowNanos) {
        return Duration.ofNanos(Math.max(0, freeAt - nowNanos));
    }
}
