package io.millrace.cli.verb;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C. A command that has something to finish says how to stop it; it then has {@link #limit} to
 * end by itself. Any other command is ended at once. The JVM exits with 130 (or 143 for SIGTERM) in
 * either case.
 */
public final class Interrupts {

    /** How long a command may take to finish after Ctrl-C, unless it says otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(8);

    private final AtomicReference<Runnable> stop = new AtomicReference<>();
    private volatile boolean requested;
    private volatile Duration limit = LIMIT;
    private final CountDownLatch finished = new CountDownLatch(1);

    /**
     * Registers how to stop the command that is running. Where that was asked for before, the
     * action is called at once, since nobody asks again.
     *
     * @param action must return at once; may be called from another thread
     */
    public void onInterrupt(Runnable action) {
        stop.set(action);
        if (requested) {
            action.run();
        }
    }

    /** Says how long the command may take to finish. */
    public void finishWithin(Duration time) {
        limit = time;
    }

    /** How long the command may take to finish. */
    public Duration limit() {
        return limit;
    }

    /** Whether the command was told to stop. */
    public boolean isRequested() {
        return requested;
    }

    /** Says that the command has ended. */
    public void finished() {
        finished.countDown();
    }

    /** What the JVM does on its way out; returns when the command has finished. */
    public void stopAndWait() {
        Runnable action = stop.get();
        if (action == null || finished.getCount() == 0) {
            return;
        }
        requested = true;
        // What was registered in between is called there.
        stop.get().run();
        try {
            finished.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
