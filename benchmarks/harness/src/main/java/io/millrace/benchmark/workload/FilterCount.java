package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.AdEvents.EventType;
import io.millrace.benchmark.records.RecordSource;
import java.util.List;

/** F: what it costs to look at one field of JSON. */
public final class FilterCount implements Workload {

    @Override
    public String name() {
        return "F";
    }

    @Override
    public String description() {
        return "count of the JSON ad events with event_type = 'view'";
    }

    @Override
    public RecordSource records(long seed) {
        return new AdEvents(seed);
    }

    /** One row: how many views. */
    @Override
    public List<String> answer(long seed, long records) {
        AdEvents events = new AdEvents(seed);
        long views = 0;
        for (long event = 0; event < records; event++) {
            if (events.typeOf(event) == EventType.VIEW) {
                views++;
            }
        }
        return List.of(AnswerRow.of(views));
    }
}
