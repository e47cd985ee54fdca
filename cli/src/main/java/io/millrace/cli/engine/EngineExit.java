package io.millrace.cli.engine;

import io.millrace.cli.verb.Interrupts;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The order of an exit by Ctrl-C. Spark stops itself when the JVM ends, and would do so while its
 * queries still run; a hook that comes before Spark's, and waits, lets the command stop them first.
 */
public final class EngineExit {

    /** Spark's own hooks have priorities up to 60. */
    private static final int BEFORE_SPARK = 100;

    private EngineExit() {}

    /** From now on the engine outlives the command. */
    public static void holdUntilFinished(Interrupts interrupts) {
        ShutdownHookManager.get()
                .addShutdownHook(
                        interrupts::stopAndWait,
                        BEFORE_SPARK,
                        interrupts.limit().toSeconds() + 1,
                        TimeUnit.SECONDS);
    }
}
