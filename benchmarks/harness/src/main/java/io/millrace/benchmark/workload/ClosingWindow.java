package io.millrace.benchmark.workload;

import io.millrace.benchmark.records.AuctionSite;

/** The windows of the records that only let event time run on: some engines emit them, too. */
final class ClosingWindow {

    private static final long SLACK_MILLIS = 60_000;

    private ClosingWindow() {}

    /** Whether the window of a row, which begins with its start in ms, is none of them. */
    static boolean isBefore(String row) {
        int end = row.indexOf('\t');
        try {
            return Long.parseLong(row, 0, Math.max(0, end), 10)
                    < AuctionSite.CLOSING_TIME - SLACK_MILLIS;
        } catch (NumberFormatException e) {
            // It is no right row, and shall be seen.
            return true;
        }
    }
}
