package io.millrace.dstream;

import io.millrace.kafka.plan.PartitionLimits;
import org.apache.kafka.common.TopicPartition;

/**
 * Rates per second as limits of one batch.
 *
 * @param seconds how long a batch lasts
 */
record RatesOfBatch(PerPartitionConfig rates, double seconds) implements PartitionLimits {

    @Override
    public long most(TopicPartition partition) {
        long rate = rates.maxRatePerPartition(partition);
        return rate <= 0 ? Long.MAX_VALUE : offsets(rate);
    }

    @Override
    public long least(TopicPartition partition) {
        return offsets(rates.minRatePerPartition(partition));
    }

    private long offsets(long rate) {
        return Math.max(1, (long) (rate * seconds));
    }
}
