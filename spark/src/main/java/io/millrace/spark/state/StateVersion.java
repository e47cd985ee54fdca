package io.millrace.spark.state;

import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreMap;
import org.apache.spark.sql.execution.streaming.state.UnsafeRowPair;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/** A version of the rows of a state store, as Spark's store wants it. */
final class StateVersion implements HDFSBackedStateStoreMap {

    private final StateRows rows;
    private final long mark;
    private volatile boolean isWritten;

    private StateVersion(StateRows rows, long mark, boolean isWritten) {
        this.rows = rows;
        this.mark = mark;
        this.isWritten = isWritten;
    }

    static StateVersion toRead(StateRows rows, long mark) {
        return new StateVersion(rows, mark, false);
    }

    /** The version that {@link StateRows#begin} has begun. */
    static StateVersion toWrite(StateRows rows, long mark) {
        return new StateVersion(rows, mark, true);
    }

    /** Nothing is written any more, though all may still be undone. */
    void seal() {
        isWritten = false;
    }

    void commit() {
        rows.commit(mark);
    }

    /** Undoes the version, unless it has been committed. */
    void abort() {
        seal();
        rows.abort(mark);
    }

    @Override
    public int size() {
        return rows.size(mark);
    }

    @Override
    public UnsafeRow get(UnsafeRow key) {
        return rows.get(mark, key);
    }

    @Override
    public UnsafeRow put(UnsafeRow key, UnsafeRow value) {
        return rows.put(mark, key, value);
    }

    @Override
    public void putAll(HDFSBackedStateStoreMap map) {
        throw new UnsupportedOperationException("Versions of state are not put into one another");
    }

    @Override
    public UnsafeRow remove(UnsafeRow key) {
        return rows.remove(mark, key);
    }

    /**
     * Over the rows as they are when it comes to them, if the version is being written, so that
     * those who iterate may remove what they get; otherwise over those that there are now, whatever
     * is written meanwhile.
     */
    @Override
    public Iterator<UnsafeRowPair> iterator() {
        return isWritten ? new Written() : new Copied(rows.copy(mark));
    }

    @Override
    public Iterator<UnsafeRowPair> prefixScan(UnsafeRow prefix) {
        throw new UnsupportedOperationException("State by prefix of a key is in Spark's own maps");
    }

    private static final class Copied extends AbstractIterator<UnsafeRowPair> {

        private final UnsafeRowPair pair = new UnsafeRowPair(null, null);
        private final UnsafeRow[] rows;
        private int next;

        Copied(UnsafeRow[] rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return next < rows.length;
        }

        @Override
        public UnsafeRowPair next() {
            next += 2;
            return pair.withRows(rows[next - 2], rows[next - 1]);
        }
    }

    private final class Written extends AbstractIterator<UnsafeRowPair> {

        private final UnsafeRowPair pair = new UnsafeRowPair(null, null);
        private final int end = rows.end(mark);
        private int row = -1;
        private UnsafeRow value;

        @Override
        public boolean hasNext() {
            while (value == null && row + 1 < end) {
                row++;
                value = rows.value(mark, row);
            }
            return value != null;
        }

        @Override
        public UnsafeRowPair next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            pair.withRows(rows.key(mark, row), value);
            value = null;
            return pair;
        }
    }
}
