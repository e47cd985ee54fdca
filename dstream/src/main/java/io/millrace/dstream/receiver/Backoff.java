package io.millrace.dstream.receiver;

import java.time.Duration;

/** How long to wait after each failure in a row: twice as long as before, up to a limit. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private int failures;

    Duration afterFailure() {
        Duration wait = FIRST;
        for (int i = 0; i < failures && wait.compareTo(LONGEST) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        failures++;
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    void succeeded() {
        failures = 0;
    }
}
