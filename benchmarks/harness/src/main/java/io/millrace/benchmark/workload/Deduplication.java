package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.records.RecordSource;
import io.millrace.benchmark.records.RepeatedEvents;
import java.util.BitSet;
import java.util.List;

/** W6: a state that is a set. */
public final class Deduplication implements Workload {

    @Override
    public String name() {
        return "W6";
    }

    @Override
    public String description() {
        return "drop what has the event_id of an event of the ten minutes before; one in ten is"
                + " such; the sink counts the rest and adds up its amounts";
    }

    @Override
    public RecordSource records(long seed) {
        return new RepeatedEvents(seed);
    }

    /** One row: how many distinct events, the sum of their amounts. */
    @Override
    public List<String> answer(long seed, long records) {
        RepeatedEvents events = new RepeatedEvents(seed);
        BitSet seen = new BitSet(Math.toIntExact(records));
        long count = 0;
        long sum = 0;
        for (long record = 0; record < records; record++) {
            int first = (int) events.firstOf(record);
            if (!seen.get(first)) {
                seen.set(first);
                count++;
                sum += events.amountOf(record);
            }
        }
        return List.of(AnswerRow.of(count, sum));
    }
}
