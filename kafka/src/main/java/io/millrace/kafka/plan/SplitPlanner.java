package io.millrace.kafka.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Cuts ranges into splits, one for each task. Pure. */
public final class SplitPlanner {

    private SplitPlanner() {}

    /**
     * One split for each range, or more where asked for; never an empty one. The splits of one
     * partition follow each other in the order of their offsets.
     *
     * @param minSplits cut the largest ranges until there are so many, as long as there are records
     * @param maxRecords cut every range into splits of no more offsets than this
     */
    public static List<OffsetRange> split(
            List<OffsetRange> ranges, OptionalInt minSplits, OptionalLong maxRecords) {
        List<Cut> cuts = new ArrayList<>();
        for (OffsetRange range : ranges) {
            if (range.size() > 0) {
                cuts.add(new Cut(range, parts(range.size(), maxRecords)));
            }
        }
        long count = cuts.stream().mapToLong(cut -> cut.parts).sum();
        while (count < minSplits.orElse(0)) {
            Cut coarsest =
                    cuts.stream().max(Comparator.comparingDouble(Cut::recordsPerPart)).orElse(null);
            if (coarsest == null || coarsest.parts >= coarsest.range.size()) {
                break;
            }
            coarsest.parts++;
            count++;
        }
        List<OffsetRange> splits = new ArrayList<>();
        cuts.forEach(cut -> cut.addTo(splits));
        return splits;
    }

    private static long parts(long size, OptionalLong maxRecords) {
        return maxRecords.isEmpty() ? 1 : (size - 1) / maxRecords.getAsLong() + 1;
    }

    private static final class Cut {
        private final OffsetRange range;
        private long parts;

        private Cut(OffsetRange range, long parts) {
            this.range = range;
            this.parts = parts;
        }

        private double recordsPerPart() {
            return (double) range.size() / parts;
        }

        private void addTo(List<OffsetRange> splits) {
            long from = range.from();
            for (long part = 0; part < parts; part++) {
                long until = from + (range.until() - from) / (parts - part);
                splits.add(new OffsetRange(range.partition(), range.topicId(), from, until));
                from = until;
            }
        }
    }
}
