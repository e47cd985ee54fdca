package io.millrace.spark.source;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * Tells Spark that a question to Kafka ended because the query was stopped. Spark stops a query by
 * an interrupt, and takes only its own idea of an interruption for a clean stop.
 */
final class Interruptible {

    private Interruptible() {}

    static void run(Runnable question) {
        call(
                () -> {
                    question.run();
                    return null;
                });
    }

    static <T> T call(Supplier<T> question) {
        try {
            return question.get();
        } catch (MillraceException e) {
            if (e.code() == KafkaError.INTERRUPTED) {
                InterruptedIOException interrupted = new InterruptedIOException(e.getMessage());
                interrupted.initCause(e);
                throw new UncheckedIOException(interrupted);
            }
            throw e;
        }
    }
}
