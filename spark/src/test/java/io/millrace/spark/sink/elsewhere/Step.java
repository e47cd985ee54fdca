package io.millrace.spark.sink.elsewhere;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A step of a recipe at which the process may be told to die. */
enum Step {
    DIRECTORY_WRITTEN,
    DIRECTORY_RENAMED,
    ROWS_INSERTED,
    ROWS_COMMITTED;

    /** The property that names the steps: it dies when all of them have come. */
    static final String PROPERTY = "test.dies.at";

    private static final int KILLED = 137;
    private static final List<String> LAST = List.of(System.getProperty(PROPERTY, "").split(","));
    private static final CountDownLatch TO_COME = new CountDownLatch(LAST.size());

    /** Nothing is cleaned up, as by {@code kill -9}. */
    void pass() {
        if (LAST.contains(name())) {
            TO_COME.countDown();
            try {
                TO_COME.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
