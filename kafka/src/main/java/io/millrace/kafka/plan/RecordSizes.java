package io.millrace.kafka.plan;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What records weigh on average, partition by partition. A partition that has not been read yet is
 * taken for one like the others.
 */
final class RecordSizes {

    /** What is assumed of a record as long as nothing at all is known. */
    private static final double UNKNOWN = 1_024;

    /** How much the last batch counts against all those before. */
    private static final double NEWEST = 0.5;

    private final Map<TopicPartition, Double> assumed = new HashMap<>();
    private final Map<TopicPartition, Double> learnt = new HashMap<>();

    boolean isEmpty() {
        return assumed.isEmpty() && learnt.isEmpty();
    }

    double recordBytes(TopicPartition partition) {
        Double own = learnt.getOrDefault(partition, assumed.get(partition));
        return own == null
                ? learnt.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(UNKNOWN)
                : own;
    }

    /** Takes the size of a log on disk for a first idea of its records. */
    void assume(TopicPartition partition, long logBytes, long offsets) {
        if (offsets > 0 && logBytes > 0) {
            assumed.put(partition, (double) logBytes / offsets);
        }
    }

    void learn(TopicPartition partition, long records, long bytes) {
        if (records > 0) {
            learnt.merge(
                    partition, (double) bytes / records, (old, now) -> old + NEWEST * (now - old));
        }
    }
}
