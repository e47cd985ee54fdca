package io.millrace.kafka.client;

import io.millrace.common.error.MillraceException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Turns what the Kafka client throws into coded errors that say what to do. */
public final class KafkaFailure {

    private KafkaFailure() {}

    /**
     * Waits for an answer.
     *
     * @param action what was asked, to follow "Cannot": {@code list topics}
     * @throws MillraceException with a code for every failure
     */
    public static <T> T await(KafkaFuture<T> answer, KafkaConnection connection, String action) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaError.INTERRUPTED.causedBy(e, action, connection.bootstrapServers());
        } catch (ExecutionException e) {
            throw translate(e, connection, action);
        }
    }

    /**
     * The coded error for a failure of the Kafka client.
     *
     * @param action what was attempted, to follow "Cannot": {@code list topics}
     */
    public static MillraceException translate(
            Throwable failure, KafkaConnection connection, String action) {
        Throwable cause = unwrap(failure);
        String bootstrap = connection.bootstrapServers();
        String reason = reason(cause);
        if (cause instanceof MillraceException already) {
            return already;
        }
        if (cause instanceof InterruptException || cause instanceof InterruptedException) {
            return KafkaError.INTERRUPTED.causedBy(cause, action, bootstrap);
        }
        if (cause instanceof SslAuthenticationException) {
            return KafkaError.TLS_FAILED.causedBy(cause, bootstrap, reason);
        }
        if (cause instanceof AuthenticationException) {
            return KafkaError.AUTHENTICATION_FAILED.causedBy(cause, bootstrap, reason);
        }
        if (cause instanceof AuthorizationException) {
            return KafkaError.NOT_AUTHORIZED.causedBy(cause, action, bootstrap, reason);
        }
        if (cause instanceof TimeoutException && reason.contains("not present in metadata")) {
            return KafkaError.TARGET_NOT_FOUND.causedBy(cause, action, bootstrap, reason);
        }
        if (cause instanceof RecordTooLargeException
                || cause instanceof InvalidTimestampException) {
            return KafkaError.RECORD_UNACCEPTABLE.causedBy(cause, action, bootstrap, reason);
        }
        if (cause instanceof TimeoutException) {
            boolean nobody = reason.contains("node assignment");
            return KafkaError.BROKER_UNREACHABLE.causedBy(
                    cause, bootstrap, nobody ? "no broker answered in time" : reason);
        }
        if (cause instanceof ConfigException) {
            return isAddressProblem(cause)
                    ? KafkaError.BROKER_UNREACHABLE.causedBy(cause, bootstrap, reason)
                    : KafkaError.INVALID_CLIENT_SETTING.causedBy(cause, bootstrap, reason);
        }
        if (cause instanceof InvalidTopicException
                || cause instanceof InvalidPartitionsException
                || cause instanceof InvalidReplicationFactorException
                || cause instanceof InvalidConfigurationException
                || cause instanceof PolicyViolationException) {
            return KafkaError.INVALID_TOPIC.causedBy(cause, action, bootstrap, reason);
        }
        return KafkaError.REQUEST_FAILED.causedBy(cause, action, bootstrap, reason);
    }

    /** The failure inside the wrappers that futures and client constructors put around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause instanceof CompletionException
                        || cause.getClass() == KafkaException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isAddressProblem(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("bootstrap");
    }

    /** The first line of what the failure says, without a full stop. */
    public static String reason(Throwable cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String line = message.strip().lines().findFirst().orElse(cause.toString());
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
