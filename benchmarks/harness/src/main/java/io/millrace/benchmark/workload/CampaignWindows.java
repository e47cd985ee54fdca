package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.AdEvents.EventType;
import io.millrace.benchmark.records.RecordSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;

/** W2 and W7: the query of the Yahoo Streaming Benchmark, over events in one format or another. */
public final class CampaignWindows implements Workload {

    private static final long WINDOW_MILLIS = 10_000;

    private record Key(UUID campaign, long windowStart) {}

    private final String name;
    private final String format;
    private final LongFunction<RecordSource> source;

    /**
     * @param format of the events, in words
     * @param source the events, of a seed
     */
    CampaignWindows(String name, String format, LongFunction<RecordSource> source) {
        this.name = name;
        this.format = format;
        this.source = source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "filter event_type = 'view', join ad to campaign, count per campaign and 10 s"
                + " tumbling event-time window (YSB), of "
                + format;
    }

    @Override
    public RecordSource records(long seed) {
        return source.apply(seed);
    }

    @Override
    public Map<String, List<String>> tables(long seed) {
        AdEvents events = new AdEvents(seed);
        List<String> lines = new ArrayList<>();
        lines.add("ad_id,campaign_id");
        for (int ad = 0; ad < AdEvents.ADS; ad++) {
            lines.add(events.ad(ad) + "," + events.campaignOf(ad));
        }
        return Map.of("campaigns", lines);
    }

    /** A row for each campaign and window: campaign, start of the window in ms, how many views. */
    @Override
    public List<String> answer(long seed, long records) {
        AdEvents events = new AdEvents(seed);
        Map<Key, Long> counts = new HashMap<>();
        for (long event = 0; event < records; event++) {
            if (events.typeOf(event) == EventType.VIEW) {
                long start = Math.floorDiv(events.timeOf(event), WINDOW_MILLIS) * WINDOW_MILLIS;
                Key key = new Key(events.campaignOf(events.adOf(event)), start);
                counts.merge(key, 1L, Long::sum);
            }
        }
        List<String> rows = new ArrayList<>();
        counts.forEach(
                (key, count) -> rows.add(AnswerRow.of(key.campaign(), key.windowStart(), count)));
        return rows;
    }
}
