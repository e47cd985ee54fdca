package io.millrace.dstream;

import java.util.concurrent.CountDownLatch;
import org.apache.spark.streaming.Time;

/** Holds up the batch of a time, until whoever waits is interrupted or the gate opens. */
final class Gate {

    private static volatile long closedFrom = Long.MAX_VALUE;
    private static volatile CountDownLatch reached = new CountDownLatch(1);

    private Gate() {}

    static void close(long millis) {
        reached = new CountDownLatch(1);
        closedFrom = millis;
    }

    static void open() {
        closedFrom = Long.MAX_VALUE;
    }

    static void awaitReached() throws InterruptedException {
        reached.await();
    }

    static void pass(Time time) throws InterruptedException {
        if (time.milliseconds() >= closedFrom) {
            reached.countDown();
            new CountDownLatch(1).await();
        }
    }
}
