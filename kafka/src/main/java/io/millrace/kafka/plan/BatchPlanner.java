package io.millrace.kafka.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides how far a micro-batch reads: one record of each partition in which something waits, the
 * rest in proportion to what waits. Where the limits do not leave one for each, the partitions take
 * turns, so that none starves. Pure.
 */
final class BatchPlanner {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final BatchLimits limits;
    private final ToDoubleFunction<TopicPartition> recordBytes;
    private final Map<TopicPartition, Long> shares = new TreeMap<>(ORDER);
    private double offsetsLeft;
    private double bytesLeft;

    private BatchPlanner(BatchLimits limits, ToDoubleFunction<TopicPartition> recordBytes) {
        this.limits = limits;
        this.recordBytes = recordBytes;
        this.offsetsLeft = limits.offsets().orElse(Long.MAX_VALUE);
        this.bytesLeft = limits.bytes().orElse(Long.MAX_VALUE);
    }

    /**
     * Shares what may be read among partitions. Without a limit of bytes the sum is exactly the
     * smaller of the limit and what may be read of each.
     *
     * @param waiting records that wait, by partition; what is negative counts as nothing
     * @param recordBytes what an offset of a partition weighs on average; 0 if that is not known
     * @param turn how many offsets have been read before, which tells whose turn it is
     * @return how many of them to read
     */
    static Map<TopicPartition, Long> share(
            Map<TopicPartition, Long> waiting,
            BatchLimits limits,
            ToDoubleFunction<TopicPartition> recordBytes,
            long turn) {
        return share(waiting, limits, PartitionLimits.NONE, recordBytes, turn);
    }

    /** The same, with limits of single partitions that hold, too. */
    static Map<TopicPartition, Long> share(
            Map<TopicPartition, Long> waiting,
            BatchLimits limits,
            PartitionLimits partitionLimits,
            ToDoubleFunction<TopicPartition> recordBytes,
            long turn) {
        return new BatchPlanner(limits, recordBytes).share(waiting, partitionLimits, turn);
    }

    private Map<TopicPartition, Long> share(
            Map<TopicPartition, Long> waiting, PartitionLimits partitionLimits, long turn) {
        long most = limits.offsetsPerPartition().orElse(Long.MAX_VALUE);
        Map<TopicPartition, Long> caps = new TreeMap<>(ORDER);
        waiting.forEach(
                (partition, size) -> {
                    shares.put(partition, 0L);
                    if (size > 0) {
                        caps.put(
                                partition,
                                Math.min(size, Math.min(most, partitionLimits.most(partition))));
                    }
                });
        List<TopicPartition> busy = new ArrayList<>(caps.keySet());
        if (giveOneEach(busy, turn)) {
            giveInProportion(busy, caps);
        }
        caps.forEach(
                (partition, cap) ->
                        shares.merge(
                                partition,
                                Math.min(cap, partitionLimits.least(partition)),
                                Math::max));
        return shares;
    }

    /** Whether the limits left one for each. */
    private boolean giveOneEach(List<TopicPartition> busy, long turn) {
        int first = busy.isEmpty() ? 0 : Math.floorMod(turn, busy.size());
        for (int i = 0; i < busy.size(); i++) {
            TopicPartition partition = busy.get((first + i) % busy.size());
            if (i > 0 && !fits(partition)) {
                return false;
            }
            give(partition, 1);
        }
        return true;
    }

    private void giveInProportion(List<TopicPartition> busy, Map<TopicPartition, Long> caps) {
        double contested = 0;
        double contestedBytes = 0;
        for (TopicPartition partition : busy) {
            double rest = caps.get(partition) - 1;
            contested += rest;
            contestedBytes += rest * recordBytes.applyAsDouble(partition);
        }
        double ratio = Math.min(part(offsetsLeft, contested), part(bytesLeft, contestedBytes));
        Map<TopicPartition, Double> remainders = new HashMap<>();
        for (TopicPartition partition : busy) {
            long rest = caps.get(partition) - 1;
            double exact = rest * ratio;
            long whole = (long) Math.min(rest, Math.min(exact, offsetsLeft));
            remainders.put(partition, exact - whole);
            give(partition, whole);
        }
        busy.sort(
                Comparator.<TopicPartition>comparingDouble(remainders::get)
                        .reversed()
                        .thenComparing(ORDER));
        giveRest(busy, caps);
    }

    /** The part of what is wanted that there is. */
    private static double part(double left, double wanted) {
        return wanted <= left ? 1 : Math.max(0, left) / wanted;
    }

    /** What rounding left over goes, one each, to those whom rounding cost the most. */
    private void giveRest(List<TopicPartition> byNeed, Map<TopicPartition, Long> caps) {
        for (TopicPartition partition : byNeed) {
            if (shares.get(partition) < caps.get(partition) && fits(partition)) {
                give(partition, 1);
            }
        }
    }

    private boolean fits(TopicPartition partition) {
        return offsetsLeft >= 1 && bytesLeft >= recordBytes.applyAsDouble(partition);
    }

    private void give(TopicPartition partition, long offsets) {
        shares.merge(partition, offsets, Long::sum);
        offsetsLeft -= offsets;
        bytesLeft -= offsets * recordBytes.applyAsDouble(partition);
    }
}
