package io.millrace.benchmark.peer;

import java.util.concurrent.atomic.LongAdder;

/**
 * Tells when a run has used up its input, for engines whose queries never end by themselves. Used
 * by any number of threads.
 */
public final class Progress {

    private final long records;
    private final LongAdder read = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    /**
     * @param records how many there are up to the end offsets
     */
    public Progress(long records) {
        this.records = records;
    }

    /** A record has been read that causes none between parts of the query. */
    public void read() {
        read.increment();
    }

    /** A record has been read that causes others to be sent to the next part of the query. */
    public void readAndSent(int others) {
        // In this order: whoever sees the record as read must see what it has caused.
        sent.add(others);
        read.increment();
    }

    /** The next part of the query has received a record. */
    public void received() {
        received.increment();
    }

    /** The next part of the query has received records. */
    public void received(long others) {
        received.add(others);
    }

    /** Whether all records have been read, and nothing is on its way. */
    public boolean isComplete() {
        return read.sum() >= records && received.sum() >= sent.sum();
    }
}
