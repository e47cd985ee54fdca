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
        return answerOver(records(seed), records);
    }

    /** The answer over records of any kind, of a yardstick that runs this workload always. */
    public static List<String> answerOver(RecordSource source, long records) {
        RecordBuffer value = new RecordBuffer();
        long bytes = 0;
        for (long record = 0; record < records; record++) {
            source.write(record, value);
            bytes += value.length();
        }
        for (int closer = 0; closer < source.closers(); closer++) {
            source.writeCloser(closer, value);
            bytes += value.length();
        }
        return List.of(AnswerRow.of(records + source.closers(), bytes));
    }
}
