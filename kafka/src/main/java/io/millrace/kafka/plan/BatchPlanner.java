package io.millrace.kafka.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Decides how far a micro-batch reads. Pure. */
final class BatchPlanner {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private BatchPlanner() {}

    /**
     * Shares a limit among partitions in proportion to what waits in each. The sum is exactly the
     * smaller of the limit and what waits; no partition starves where the limit leaves one record
     * for each.
     *
     * @param waiting records that wait, by partition; nothing negative
     * @return how many of them to read
     */
    static Map<TopicPartition, Long> share(Map<TopicPartition, Long> waiting, long limit) {
        Map<TopicPartition, Long> shares = new TreeMap<>(ORDER);
        waiting.forEach((partition, size) -> shares.put(partition, Math.max(0, size)));
        long total = shares.values().stream().mapToLong(Long::longValue).sum();
        if (total <= limit) {
            return shares;
        }
        List<TopicPartition> busy =
                shares.keySet().stream().filter(p -> shares.get(p) > 0).toList();
        long least = limit >= busy.size() ? 1 : 0;
        long free = limit - least * busy.size();
        long contested = total - least * busy.size();
        Map<TopicPartition, Double> remainders = new TreeMap<>(ORDER);
        long given = 0;
        for (TopicPartition partition : busy) {
            double exact = (double) free * (shares.get(partition) - least) / contested;
            long whole = (long) exact;
            remainders.put(partition, exact - whole);
            shares.put(partition, least + whole);
            given += least + whole;
        }
        giveRest(limit - given, shares, waiting, remainders);
        return shares;
    }

    /** What rounding left over goes, one each, to those whom rounding cost the most. */
    private static void giveRest(
            long rest,
            Map<TopicPartition, Long> shares,
            Map<TopicPartition, Long> waiting,
            Map<TopicPartition, Double> remainders) {
        List<TopicPartition> byNeed =
                remainders.keySet().stream()
                        .sorted(
                                Comparator.<TopicPartition>comparingDouble(remainders::get)
                                        .reversed())
                        .toList();
        long left = rest;
        while (left > 0) {
            long before = left;
            for (TopicPartition partition : byNeed) {
                if (left > 0 && shares.get(partition) < waiting.get(partition)) {
                    shares.merge(partition, 1L, Long::sum);
                    left--;
                }
            }
            if (left == before) {
                return;
            }
        }
    }
}
