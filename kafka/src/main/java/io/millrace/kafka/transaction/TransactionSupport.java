package io.millrace.kafka.transaction;

import io.millrace.kafka.client.BrokerSetting;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/**
 * What a cluster can do for those who write exactly once.
 *
 * @param transactionVersion the version of transactions that all brokers have agreed on, 0 if they
 *     know none
 * @param tokensKept how long offsets of consumer groups, and so commit tokens, are kept
 */
public record TransactionSupport(int transactionVersion, Duration tokensKept) {

    /** From here on a request that belongs to a transaction that is over is refused (KIP-890). */
    public static final int NEEDED_VERSION = 2;

    private static final Duration USUALLY_KEPT = Duration.ofDays(7);
    private static final String RETENTION = "offsets.retention.minutes";

    /**
     * A stream asks for each micro-batch; an upgrade of the brokers is seen by the next process.
     */
    private static final Map<KafkaConnection, TransactionSupport> ASKED = new ConcurrentHashMap<>();

    /** What the cluster at the end of a connection can do; it is asked once. */
    public static TransactionSupport of(KafkaConnection connection) {
        TransactionSupport known = ASKED.get(connection);
        if (known == null) {
            known = ask(connection);
            ASKED.put(connection, known);
        }
        return known;
    }

    /** The same, if it was asked before. */
    public static Optional<TransactionSupport> known(KafkaConnection connection) {
        return Optional.ofNullable(ASKED.get(connection));
    }

    private static TransactionSupport ask(KafkaConnection connection) {
        try (Admin admin = connection.openAdmin()) {
            Map<String, FinalizedVersionRange> features =
                    KafkaFailure.await(
                                    admin.describeFeatures().featureMetadata(),
                                    connection,
                                    "ask for the features of the brokers")
                            .finalizedFeatures();
            FinalizedVersionRange version = features.get("transaction.version");
            return new TransactionSupport(
                    version == null ? 0 : version.maxVersionLevel(),
                    BrokerSetting.value(admin, connection, RETENTION)
                            .map(minutes -> Duration.ofMinutes(Long.parseLong(minutes)))
                            .orElse(USUALLY_KEPT));
        }
    }

    /** Whether a query may be promised that it writes exactly once. */
    public boolean isEnough() {
        return transactionVersion >= NEEDED_VERSION;
    }

    /**
     * Insists on what is needed.
     *
     * @throws io.millrace.common.error.MillraceException if it is not there
     */
    public void require(KafkaConnection connection) {
        if (!isEnough()) {
            throw TransactionError.TRANSACTIONS_UNSUPPORTED.exception(
                    connection.bootstrapServers(), transactionVersion);
        }
    }
}
