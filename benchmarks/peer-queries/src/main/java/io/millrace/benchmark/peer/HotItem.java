package io.millrace.benchmark.peer;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.Comparator;

/** How many bids an auction has in a window; the greater one is hotter. */
public record HotItem(long auction, long bids) implements Comparable<HotItem> {

    private static final Comparator<HotItem> HEAT =
            Comparator.comparingLong(HotItem::bids).thenComparingLong(HotItem::auction);

    @Override
    public int compareTo(HotItem other) {
        return HEAT.compare(this, other);
    }

    /** The last columns of the row. */
    @Override
    public String toString() {
        return AnswerRow.of(auction, bids);
    }
}
