package io.millrace.cli.doctor;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.ClusterSummary;
import io.millrace.kafka.client.KafkaConnection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the Kafka that a run would use can be reached.
 *
 * @param named finds that Kafka; empty if a run would start its own
 */
record BrokerCheck(Supplier<Optional<KafkaConnection>> named) implements Check {

    private static final String SUBJECT = "broker";

    @Override
    public Finding look() {
        try {
            return named.get()
                    .map(BrokerCheck::reach)
                    .orElseGet(
                            () ->
                                    Finding.ok(
                                            SUBJECT,
                                            "none is named: a run starts one for the project"));
        } catch (MillraceException e) {
            return away(SUBJECT, e);
        }
    }

    /** The first sentence of an error says what is wrong, the rest what to change. */
    static Finding away(String subject, MillraceException e) {
        int end = e.text().indexOf(". ");
        String wrong = end < 0 ? e.text() : e.text().substring(0, end);
        String change = end < 0 ? "" : e.text().substring(end + 2);
        return Finding.fail(subject, "[" + e.code().name() + "] " + wrong, change);
    }

    private static Finding reach(KafkaConnection connection) {
        ClusterSummary cluster = ClusterSummary.of(connection);
        return Finding.ok(
                SUBJECT,
                "%s answers: cluster %s with %d broker%s"
                        .formatted(
                                connection.bootstrapServers(),
                                cluster.id(),
                                cluster.brokers(),
                                cluster.brokers() == 1 ? "" : "s"));
    }
}
