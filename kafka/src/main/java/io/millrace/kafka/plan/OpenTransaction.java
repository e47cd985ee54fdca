package io.millrace.kafka.plan;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction behind which committed records of a partition wait.
 *
 * @param partition where
 * @param offset its first record there; a reader of committed records comes no further
 * @param waiting how many offsets there are from there on
 * @param producerId who has it open
 * @param transactionalId the name of that producer, if it may be known
 * @param since when it was begun, if that may be known
 */
public record OpenTransaction(
        TopicPartition partition,
        long offset,
        long waiting,
        long producerId,
        Optional<String> transactionalId,
        Optional<Instant> since) {

    @Override
    public String toString() {
        return partition
                + " at "
                + offset
                + ": producer "
                + producerId
                + transactionalId.map(id -> " (transactional.id '" + id + "')").orElse("");
    }
}
