package io.millrace.benchmark.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.AdEvents.EventType;
import io.millrace.benchmark.records.RecordSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** W1: from topic to topic, without state. */
public final class ViewExtract implements Workload {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS = List.of("user_id", "ad_id", "event_time");

    @Override
    public String name() {
        return "W1";
    }

    @Override
    public String description() {
        return "filter event_type = 'view', write user_id, ad_id and event_time as JSON to another"
                + " topic";
    }

    @Override
    public List<Guarantee> guarantees() {
        return List.of(Guarantee.AT_LEAST_ONCE, Guarantee.EXACTLY_ONCE);
    }

    @Override
    public RecordSource records(long seed) {
        return new AdEvents(seed);
    }

    @Override
    public Optional<OutputRow> output() {
        return Optional.of(ViewExtract::row);
    }

    /** Blanks and the order of fields do not matter; what is there must be the three fields. */
    private static String row(byte[] value) {
        try {
            JsonNode view = JSON.readTree(value);
            if (view != null
                    && view.size() == FIELDS.size()
                    && FIELDS.stream().allMatch(view::has)) {
                return AnswerRow.of(FIELDS.stream().map(f -> view.get(f).asText()).toArray());
            }
        } catch (IOException e) {
            // No JSON: shown as it is, below.
        }
        return "not these three fields: " + new String(value, StandardCharsets.UTF_8);
    }

    /** The row of a view as if it had happened at another time. */
    public static String row(AdEvents events, long event, long time) {
        return AnswerRow.of(events.userOf(event), events.ad(events.adOf(event)), time);
    }

    /** A row for each view: user, ad, time of the event in ms. */
    @Override
    public List<String> answer(long seed, long records) {
        AdEvents events = new AdEvents(seed);
        List<String> rows = new ArrayList<>();
        for (long event = 0; event < records; event++) {
            if (events.typeOf(event) == EventType.VIEW) {
                rows.add(row(events, event, events.timeOf(event)));
            }
        }
        return rows;
    }
}
