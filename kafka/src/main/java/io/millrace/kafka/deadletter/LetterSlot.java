package io.millrace.kafka.deadletter;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/**
 * What writes dead letters: one part of one partition in one source of a query, the same in every
 * micro-batch. Gives the names under which the brokers keep what they know of it.
 *
 * @param query the id that is kept in the query's checkpoint
 * @param source which source of the query
 * @param partition of the records
 * @param topicId of the topic of that name
 * @param part which of the splits of the partition in a micro-batch
 */
public record LetterSlot(
        String query, String source, TopicPartition partition, String topicId, int part)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Two tasks that read the same split have the same, so that one of them fences the other. */
    String transactionalId() {
        return evidence().name() + "-" + partition;
    }

    /** The consumer group that tells how far dead letters are written. */
    EvidenceGroup evidence() {
        return new EvidenceGroup("millrace-" + query + "-dlq-" + source + "-" + part);
    }
}
