package io.millrace.kafka.fetch.batch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Tells which batches of a fetch belong to transactions that were aborted. Asked in order. */
final class AbortedTransactions {

    private final Deque<AbortedTransaction> ahead;
    private final Set<Long> open = new HashSet<>();

    /**
     * @param aborted as the broker lists them; null for none
     */
    AbortedTransactions(List<AbortedTransaction> aborted) {
        this.ahead = new ArrayDeque<>(aborted == null ? 0 : aborted.size());
        if (aborted != null) {
            aborted.stream()
                    .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
                    .forEach(ahead::add);
        }
    }

    /** Whether the records of this batch are to be left out. */
    boolean include(RecordBatch batch) {
        while (!ahead.isEmpty() && ahead.peek().firstOffset() <= batch.lastOffset()) {
            open.add(ahead.poll().producerId());
        }
        if (batch.isControlBatch()) {
            if (isAbort(batch)) {
                open.remove(batch.producerId());
            }
            return false;
        }
        return batch.isTransactional() && open.contains(batch.producerId());
    }

    private static boolean isAbort(RecordBatch batch) {
        Iterator<Record> records = batch.iterator();
        return records.hasNext()
                && ControlRecordType.parse(records.next().key()) == ControlRecordType.ABORT;
    }
}
