package io.millrace.benchmark.records;

/**
 * An endless sequence of records that depends on nothing but a seed: what fills a topic, and what
 * the answers of engines are checked against. Thread-safe.
 */
public interface RecordSource {

    /** Names the sequence: its kind, the version of its making and the seed. */
    String id();

    /** Writes the record with this number, from 0. */
    void write(long index, RecordBuffer into);

    /**
     * How many records follow the last one, to let event time run on: windows close by what comes
     * after them, and after the last record nothing would. They are far from all others in event
     * time, and so many that some come to each partition by whatever key they are dealt again.
     */
    default int closers() {
        return 0;
    }

    /** Writes one of those records, from 0. */
    default void writeCloser(int number, RecordBuffer into) {
        throw new UnsupportedOperationException(id() + " has none");
    }
}
