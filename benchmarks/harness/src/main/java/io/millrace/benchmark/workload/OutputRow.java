package io.millrace.benchmark.workload;

/** How a record of an output topic reads as a row of the answer. */
@FunctionalInterface
public interface OutputRow {

    /** The row; of a value that is not as it must be, one that tells so and is in no answer. */
    String of(byte[] value);
}
