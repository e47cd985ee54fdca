package io.millrace.common.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What happens at a point that is armed. */
sealed interface FailpointAction {

    /** Does it. */
    void run(String point);

    /** The process ends at once, as if it were killed: nothing is cleaned up. */
    record Kill() implements FailpointAction {

        /** As a shell shows a process that was killed by signal 9. */
        private static final int STATUS = 137;

        @Override
        public void run(String point) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    /** The step throws. */
    record Throw() implements FailpointAction {

        @Override
        public void run(String point) {
            throw new FailpointException(point);
        }
    }

    /** The step never ends, not even if it is interrupted. */
    record Hang() implements FailpointAction {

        @Override
        public void run(String point) {
            while (true) {
                LockSupport.park(this);
                // Else the next park returns at once.
                Thread.interrupted();
            }
        }
    }

    /** The step takes longer. */
    record Delay(Duration duration) implements FailpointAction {

        @Override
        public void run(String point) {
            try {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
