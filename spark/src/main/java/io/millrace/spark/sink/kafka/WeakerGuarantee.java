package io.millrace.spark.sink.kafka;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.TransactionSupport;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, once for each cluster, that rows are written at least once because the brokers are old. */
final class WeakerGuarantee {

    private static final Logger LOG = LoggerFactory.getLogger(WeakerGuarantee.class);
    private static final Set<KafkaConnection> WARNED = ConcurrentHashMap.newKeySet();

    private WeakerGuarantee() {}

    static void warn(KafkaConnection connection, TransactionSupport support) {
        if (WARNED.add(connection)) {
            LOG.warn(
                    "Rows are written to Kafka at '{}' at least once, not exactly once: its"
                            + " transaction.version is {}, and {} is needed. Upgrade it, or set"
                            + " guarantee=at-least-once to accept that.",
                    connection.bootstrapServers(),
                    support.transactionVersion(),
                    TransactionSupport.NEEDED_VERSION);
        }
    }
}
