package io.millrace.kafka;

import io.millrace.kafka.client.KafkaConnection;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.Awaitility;

/** A broker answers a commit when it is decided, a moment before readers see it. */
public final class DecidedTransactions {

    private static final Set<TransactionState> DECIDED =
            EnumSet.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private DecidedTransactions() {}

    /** Waits until readers see whatever has been decided until now. */
    public static void awaitSeen(KafkaConnection connection) {
        try (Admin admin = connection.openAdmin()) {
            Awaitility.await()
                    .until(
                            () ->
                                    admin.listTransactions().all().get().stream()
                                            .map(TransactionListing::state)
                                            .noneMatch(DECIDED::contains));
        }
    }
}
