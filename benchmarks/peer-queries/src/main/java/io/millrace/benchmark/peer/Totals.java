package io.millrace.benchmark.peer;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many records there were, and the sum of what each stood for. Used by any number of threads.
 */
public final class Totals {

    private final LongAdder records = new LongAdder();
    private final LongAdder sum = new LongAdder();

    public void add(long moreRecords, long moreSum) {
        records.add(moreRecords);
        sum.add(moreSum);
    }

    public String countAndSum() {
        return AnswerRow.of(records.sum(), sum.sum());
    }

    public String sumAlone() {
        return AnswerRow.of(sum.sum());
    }
}
