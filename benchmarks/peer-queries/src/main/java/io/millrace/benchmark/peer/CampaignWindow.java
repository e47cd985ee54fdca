package io.millrace.benchmark.peer;

import io.millrace.benchmark.protocol.AnswerRow;

/**
 * What views are counted by: a campaign and a window of 10 s.
 *
 * @param start of the window, in milliseconds since 1970 UTC
 */
public record CampaignWindow(String campaign, long start) {

    public static final long MILLIS = 10_000;

    /** The window that an event of a campaign belongs to. */
    public static CampaignWindow of(String campaign, long time) {
        return new CampaignWindow(campaign, Math.floorDiv(time, MILLIS) * MILLIS);
    }

    /** The first columns of the row. */
    @Override
    public String toString() {
        return AnswerRow.of(campaign, start);
    }
}
