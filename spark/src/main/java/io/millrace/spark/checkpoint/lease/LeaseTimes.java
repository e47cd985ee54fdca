package io.millrace.spark.checkpoint.lease;

import java.time.Duration;

/**
 * How often a lease is renewed, and how long without that ends it.
 *
 * @param beat from one sign of life to the next
 * @param expiry after so long without one, a holder that cannot be looked at counts as dead
 */
record LeaseTimes(Duration beat, Duration expiry) {

    static final LeaseTimes USUAL = new LeaseTimes(Duration.ofSeconds(3), Duration.ofSeconds(30));

    /** A holder that could not renew for so long stops, before others may take its place. */
    Duration patience() {
        return expiry.multipliedBy(2).dividedBy(3);
    }
}
