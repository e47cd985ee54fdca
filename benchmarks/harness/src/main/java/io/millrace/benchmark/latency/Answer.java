package io.millrace.benchmark.latency;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What a workload must write, and which events each written row is the answer to. */
interface Answer {

    /**
     * Takes a row in the order of its partition.
     *
     * @param answered is told each event that has its answer by this row and had none before
     */
    void take(JsonNode row, LongConsumer answered);

    /** Whether every event that must be answered is. */
    boolean isComplete();

    /** What is wrong with the rows so far, beside those that are missing. */
    Optional<String> problem();
}
