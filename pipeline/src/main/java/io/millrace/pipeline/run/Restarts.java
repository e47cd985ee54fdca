package io.millrace.pipeline.run;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.MillraceException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides whether a query that has failed is started again, and when: if it failed of something
 * outside that may pass, and has done something before. What fails from the start is set up wrong
 * more often than not, and is told at once. Not thread-safe.
 */
final class Restarts {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Duration limit;
    private final LongSupplier nanoClock;
    private boolean hasRun;
    private int failures;
    private long failingSince;

    /**
     * @param limit for how long a query may fail again and again; zero: not at all
     */
    Restarts(Duration limit, LongSupplier nanoClock) {
        this.limit = limit;
        this.nanoClock = nanoClock;
    }

    /** The query has done something. */
    void progressed() {
        hasRun = true;
        failures = 0;
    }

    /** How long to wait before the query is started again; empty if it is not. */
    Optional<Duration> after(MillraceException failure) {
        boolean passes =
                failure.code().retriable() && failure.code().category() == ErrorCategory.EXTERNAL;
        long now = nanoClock.getAsLong();
        if (failures == 0) {
            failingSince = now;
        }
        if (!hasRun || !passes || now - failingSince >= limit.toNanos()) {
            return Optional.empty();
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures, 5));
        failures++;
        return Optional.of(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
}
