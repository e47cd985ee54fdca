package io.millrace.dstream;

import java.util.Set;

/**
 * The times that batches which may be repeated look at.
 *
 * @param batches times of batches, in milliseconds
 * @param rememberMillis how far back each of them looks, itself included
 */
record RepeatedTimes(Set<Long> batches, long rememberMillis) {

    /** Whether one of the batches may look at this time. */
    boolean reach(long millis) {
        return batches.stream()
                .anyMatch(batch -> millis > batch - rememberMillis && millis <= batch);
    }
}
