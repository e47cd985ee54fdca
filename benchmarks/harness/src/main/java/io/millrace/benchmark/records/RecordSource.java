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
}
