package io.millrace.benchmark.workload;

import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.records.RecordSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to all engines about the same records, with the answer that they must find. Each
 * engine has its query for it in its own module.
 */
public interface Workload {

    /**
     * The short name, as in options, tables and files; what it is a variant of goes before a dash.
     */
    String name();

    /** What is computed, in one line. */
    String description();

    /** What the results of this workload can promise. */
    default List<Guarantee> guarantees() {
        return List.of(Guarantee.NONE);
    }

    /** The records of the topic that is read. */
    RecordSource records(long seed);

    /** What the query joins with: a name and CSV lines, the first with the names of columns. */
    default Map<String, List<String>> tables(long seed) {
        return Map.of();
    }

    /**
     * How the results are read where they go to a topic; the answer is the content of that topic
     * then.
     */
    default Optional<OutputRow> output() {
        return Optional.empty();
    }

    /** Whether a row that an engine has found is to be compared at all. */
    default boolean counts(String row) {
        return true;
    }

    /**
     * The answer, by a plain fold over the first records of the sequence.
     *
     * @return one {@link io.millrace.benchmark.protocol.AnswerRow} for each row, in any order
     */
    List<String> answer(long seed, long records);
}
