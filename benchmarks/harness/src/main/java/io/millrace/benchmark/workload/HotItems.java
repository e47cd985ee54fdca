package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.AuctionSite;
import io.millrace.benchmark.records.AuctionSite.Kind;
import io.millrace.benchmark.records.RecordSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** W5-q5: sliding windows, and the greatest of each. */
public final class HotItems implements Workload {

    private static final long WINDOW_MILLIS = 10_000;
    private static final long SLIDE_MILLIS = 2_000;

    @Override
    public String name() {
        return "W5-q5";
    }

    @Override
    public String description() {
        return "Nexmark q5, hot items: the auction with the most bids in each window of 10 s that"
                + " slides by 2 s; of equal ones that with the highest number";
    }

    @Override
    public RecordSource records(long seed) {
        return new AuctionSite(seed);
    }

    @Override
    public boolean counts(String row) {
        return ClosingWindow.isBefore(row);
    }

    /** A row for each window that has bids: its start in ms, the auction, how many bids. */
    @Override
    public List<String> answer(long seed, long records) {
        AuctionSite site = new AuctionSite(seed);
        TreeMap<Long, Map<Long, Long>> slides = new TreeMap<>();
        for (long record = 0; record < records; record++) {
            if (site.kindOf(record) == Kind.BID) {
                long slide = Math.floorDiv(site.timeOf(record), SLIDE_MILLIS) * SLIDE_MILLIS;
                slides.computeIfAbsent(slide, s -> new HashMap<>())
                        .merge(site.bidOn(record), 1L, Long::sum);
            }
        }
        List<String> rows = new ArrayList<>();
        if (slides.isEmpty()) {
            return rows;
        }
        long first = slides.firstKey() - WINDOW_MILLIS + SLIDE_MILLIS;
        for (long start = first; start <= slides.lastKey(); start += SLIDE_MILLIS) {
            Map<Long, Long> bids = new HashMap<>();
            slides.subMap(start, start + WINDOW_MILLIS)
                    .values()
                    .forEach(slide -> slide.forEach((a, n) -> bids.merge(a, n, Long::sum)));
            Map.Entry<Long, Long> hottest =
                    bids.entrySet().stream()
                            .max(
                                    Map.Entry.<Long, Long>comparingByValue()
                                            .thenComparing(
                                                    Map.Entry.comparingByKey(
                                                            Comparator.naturalOrder())))
                            .orElseThrow();
            rows.add(AnswerRow.of(start, hottest.getKey(), hottest.getValue()));
        }
        return rows;
    }
}
