package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.AuctionSite;
import io.millrace.benchmark.records.AuctionSite.Kind;
import io.millrace.benchmark.records.RecordSource;
import java.util.ArrayList;
import java.util.List;

/** W5-q8: two streams joined in windows. */
public final class NewSellers implements Workload {

    private static final long WINDOW_MILLIS = 10_000;

    @Override
    public String name() {
        return "W5-q8";
    }

    @Override
    public String description() {
        return "Nexmark q8, new sellers: persons joined with the auctions that they open in the same"
                + " tumbling window of 10 s";
    }

    @Override
    public RecordSource records(long seed) {
        return new AuctionSite(seed);
    }

    @Override
    public boolean counts(String row) {
        return ClosingWindow.isBefore(row);
    }

    /** A row for each such auction: start of the window in ms, person, name, auction. */
    @Override
    public List<String> answer(long seed, long records) {
        AuctionSite site = new AuctionSite(seed);
        List<String> rows = new ArrayList<>();
        for (long record = 0; record < records; record++) {
            if (site.kindOf(record) == Kind.AUCTION) {
                long seller = site.sellerOf(record);
                long window = windowOf(site, record);
                if (windowOf(site, site.recordOfPerson(seller)) == window) {
                    rows.add(
                            AnswerRow.of(
                                    window, seller, site.nameOf(seller), site.auctionOf(record)));
                }
            }
        }
        return rows;
    }

    private static long windowOf(AuctionSite site, long record) {
        return Math.floorDiv(site.timeOf(record), WINDOW_MILLIS) * WINDOW_MILLIS;
    }
}
