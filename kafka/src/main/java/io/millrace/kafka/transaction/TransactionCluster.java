package io.millrace.kafka.transaction;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** What writing exactly once needs of a cluster. Thread-safe. */
public interface TransactionCluster extends AutoCloseable {

    /** A producer with this transactional id, which it has not taken from its predecessor yet. */
    Producer<byte[], byte[]> openProducer(String transactionalId);

    /**
     * What consumer groups have committed for a partition, by group; those that have nothing are
     * not there. Waits for transactions that have such offsets in them and are not over.
     */
    Map<String, OffsetAndMetadata> offsets(Collection<String> groups, TopicPartition place);

    /** The same as {@link #offsets}, without waiting: what is under way is not among them. */
    Map<String, OffsetAndMetadata> offsetsSoFar(Collection<String> groups, TopicPartition place);

    /** Aborts what producers with these ids have under way, and lets them write no more. */
    void fence(Collection<String> transactionalIds);

    /** The failure, as an error that says what to do. */
    RuntimeException translate(RuntimeException failure, String action);

    @Override
    void close();
}
