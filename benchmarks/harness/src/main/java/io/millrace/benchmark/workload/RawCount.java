package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.RecordBuffer;
import io.millrace.benchmark.records.RecordSource;
import java.util.List;

/** W0: what it costs to fetch. */
public final class RawCount implements Workload {

    @Override
    public String name() {
        return "W0";
    }

    @Override
    public String description() {
        return "count and total length of raw values";
    }

    @Override
    public RecordSource records(long seed) {
        return new AdEvents(seed);
    }

    /** One row: how many records, how many bytes of values. */
    @Override
    public List<String> answer(long seed, long records) {
        AdEvents events = new AdEvents(seed);
        RecordBuffer value = new RecordBuffer();
        long bytes = 0;
        for (long event = 0; event < records; event++) {
            events.write(event, value);
            bytes += value.length();
        }
        return List.of(AnswerRow.of(records, bytes));
    }
}
