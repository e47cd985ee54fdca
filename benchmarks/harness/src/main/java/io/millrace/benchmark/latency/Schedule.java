package io.millrace.benchmark.latency;

import java.time.Duration;

/**
 * When each event is to be sent, whatever happens to those before it. Latency counts from here and
 * not from when an event was in fact sent: a system that falls behind delays all that follow, and
 * must not be excused from it (coordinated omission).
 *
 * @param startMicros when the first one is to be sent, in microseconds since 1970 UTC
 * @param perSecond how many in each second
 * @param warmUp how long at the beginning nothing is measured
 * @param measured how long is measured after that
 */
record Schedule(long startMicros, long perSecond, Duration warmUp, Duration measured) {

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** When an event is to be sent, in microseconds since 1970 UTC. */
    long micros(long event) {
        return startMicros + event * MICROS_PER_SECOND / perSecond;
    }

    /** How many events there are in all. */
    long events() {
        return warmUpEvents() + measured.toMillis() * perSecond / 1_000;
    }

    /** Whether an event counts. */
    boolean isMeasured(long event) {
        return event >= warmUpEvents();
    }

    /** When the first event that counts is to be sent, in milliseconds since 1970 UTC. */
    long measuredFromMillis() {
        return micros(warmUpEvents()) / 1_000;
    }

    private long warmUpEvents() {
        return warmUp.toMillis() * perSecond / 1_000;
    }
}
