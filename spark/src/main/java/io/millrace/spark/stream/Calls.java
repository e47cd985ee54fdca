package io.millrace.spark.stream;

import java.util.concurrent.Callable;

/** Calls of a user's function where Scala's signatures declare no exception. */
final class Calls {

    private Calls() {}

    /** The result; what the function throws comes out as it is. */
    static <T> T of(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw Calls.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }
}
