package io.millrace.kafka.produce;

import io.millrace.kafka.client.KafkaError;
import org.apache.kafka.common.utils.Utils;

/** Chooses the partition of one record; null leaves the choice to the producer. */
@FunctionalInterface
interface PartitionChooser {

    Integer choose(byte[] value);

    /**
     * @param count how many partitions the topic has
     */
    static PartitionChooser of(Partitioning partitioning, String topic, int count) {
        if (partitioning instanceof Partitioning.Fixed fixed) {
            if (fixed.partition() >= count) {
                throw KafkaError.PARTITION_NOT_FOUND.exception(fixed.partition(), topic, count - 1);
            }
            Integer partition = fixed.partition();
            return value -> partition;
        }
        if (partitioning instanceof Partitioning.ValueHash) {
            return value -> value == null ? null : Utils.toPositive(Utils.murmur2(value)) % count;
        }
        if (partitioning instanceof Partitioning.RoundRobin) {
            return new RoundRobinChooser(count);
        }
        return value -> null;
    }
}
