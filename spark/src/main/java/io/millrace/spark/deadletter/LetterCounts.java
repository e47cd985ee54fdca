package io.millrace.spark.deadletter;

import io.millrace.kafka.deadletter.PoisonLimit.FirstLetter;
import java.io.Serializable;
import org.apache.spark.util.AccumulatorV2;

/** How many records tasks have read, and how many of them became dead letters. */
public final class LetterCounts extends AccumulatorV2<LetterCounts.Count, LetterCounts.Count> {

    private static final long serialVersionUID = 1L;

    /**
     * What was counted.
     *
     * @param firstOrNull a dead letter, if there is one
     */
    public record Count(long records, long letters, FirstLetter firstOrNull)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        static final Count NOTHING = new Count(0, 0, null);

        Count plus(Count other) {
            return new Count(
                    records + other.records,
                    letters + other.letters,
                    firstOrNull == null ? other.firstOrNull : firstOrNull);
        }
    }

    private Count total = Count.NOTHING;

    @Override
    public synchronized boolean isZero() {
        return total.equals(Count.NOTHING);
    }

    @Override
    public synchronized LetterCounts copy() {
        LetterCounts copy = new LetterCounts();
        copy.total = total;
        return copy;
    }

    @Override
    public synchronized void reset() {
        total = Count.NOTHING;
    }

    @Override
    public synchronized void add(Count count) {
        total = total.plus(count);
    }

    @Override
    public void merge(AccumulatorV2<Count, Count> other) {
        add(other.value());
    }

    @Override
    public synchronized Count value() {
        return total;
    }

    /** What has come since the last time this was asked. */
    synchronized Count take() {
        Count taken = total;
        total = Count.NOTHING;
        return taken;
    }
}
