package io.millrace.kafka.deadletter;

import io.millrace.kafka.client.KafkaConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** How large the records of topics may be, asked for once a minute. Thread-safe. */
final class LetterLimits {

    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Map<Topic, Known> KNOWN = new ConcurrentHashMap<>();

    private record Topic(KafkaConnection connection, String name) {}

    private record Known(LetterLimit limit, long since) {}

    private LetterLimits() {}

    static LetterLimit of(KafkaConnection connection, String topic) {
        return KNOWN.compute(
                        new Topic(connection, topic),
                        (key, known) ->
                                known != null && System.nanoTime() - known.since < FRESH_NANOS
                                        ? known
                                        : new Known(ask(connection, topic), System.nanoTime()))
                .limit;
    }

    private static LetterLimit ask(KafkaConnection connection, String topic) {
        try (Admin admin = connection.openAdmin()) {
            return LetterLimit.of(admin, connection, topic);
        }
    }
}
