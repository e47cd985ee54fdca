package io.millrace.kafka.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Gives small splits to one task together: what a task costs beside its records is worth some
 * thousands of them. Pure.
 */
public final class SplitGroups {

    /** What a task decodes in about the time that it costs to run one. */
    public static final long WORTH_A_TASK = 10_000;

    private SplitGroups() {}

    /**
     * The splits in groups, in which they keep their order, of about the same size, as many groups
     * as are worth a task each; as many as there are splits where each is.
     *
     * @param minGroups make no fewer, as long as there are splits
     * @param worthATask how many offsets are
     */
    public static List<List<OffsetRange>> group(
            List<OffsetRange> splits, int minGroups, long worthATask) {
        long offsets = splits.stream().mapToLong(OffsetRange::size).sum();
        long worth = Math.max(Math.max(1, minGroups), (offsets + worthATask - 1) / worthATask);
        if (worth >= splits.size()) {
            return splits.stream().map(List::of).toList();
        }
        List<Group> groups = new ArrayList<>();
        PriorityQueue<Group> smallest = new PriorityQueue<>(Comparator.comparingLong(g -> g.size));
        for (int i = 0; i < worth; i++) {
            groups.add(new Group());
        }
        smallest.addAll(groups);
        IntStream.range(0, splits.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> splits.get(i).size()).reversed())
                .forEach(
                        i -> {
                            Group group = smallest.remove();
                            group.add(i, splits.get(i).size());
                            smallest.add(group);
                        });
        return groups.stream().map(group -> group.of(splits)).toList();
    }

    private static final class Group {
        /** Where its splits stand among all. */
        private final List<Integer> positions = new ArrayList<>();

        private long size;

        private void add(int position, long offsets) {
            positions.add(position);
            size += offsets;
        }

        /** Splits of one partition stay in the order of their offsets. */
        private List<OffsetRange> of(List<OffsetRange> all) {
            return positions.stream().sorted().map(all::get).toList();
        }
    }
}
