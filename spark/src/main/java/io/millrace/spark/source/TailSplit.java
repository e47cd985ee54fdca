package io.millrace.spark.source;

import io.millrace.kafka.plan.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The partitions that one task of a real-time batch follows, and from where on.
 *
 * @param from without their ends; empty while there is nothing to follow
 */
record TailSplit(List<OffsetRange> from) implements InputPartition {

    private static final long serialVersionUID = 1L;

    TailSplit {
        from = List.copyOf(from);
    }

    /**
     * Deals partitions out to tasks. All tasks of a real-time batch run at once and as long as it
     * does, so there must not be more of them than can run.
     *
     * @return at least one, which, if there are no partitions, waits for the batch to end
     */
    static TailSplit[] deal(List<OffsetRange> partitions, int tasks) {
        int count = Math.max(1, Math.min(partitions.size(), tasks));
        List<List<OffsetRange>> hands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hands.add(new ArrayList<>());
        }
        for (int i = 0; i < partitions.size(); i++) {
            hands.get(i % count).add(partitions.get(i));
        }
        return hands.stream().map(TailSplit::new).toArray(TailSplit[]::new);
    }
}
