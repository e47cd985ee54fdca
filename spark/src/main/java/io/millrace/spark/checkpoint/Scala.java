package io.millrace.spark.checkpoint;

import java.io.IOException;

/**
 * Methods that Scala declares throw checked exceptions without saying so, and Spark's checkpoints
 * rely on their types.
 */
final class Scala {

    /** Something with a result. */
    interface Call<T> {
        T call() throws IOException;
    }

    /** Something without one. */
    interface Run {
        void run() throws IOException;
    }

    private Scala() {}

    static <T> T call(Call<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw Scala.<RuntimeException>unchecked(e);
        }
    }

    static void run(Run run) {
        call(
                () -> {
                    run.run();
                    return null;
                });
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }
}
