package io.millrace.benchmark.contest;

import io.millrace.benchmark.answer.AnswerCheck;
import java.util.Map;

/**
 * An engine with what it has to do again and again, and what must come out.
 *
 * @param workload its name
 * @param tables CSV files by name
 */
public record Entry(
        EngineDescriptor engine,
        String workload,
        String topic,
        long records,
        Map<String, String> tables,
        AnswerCheck check) {

    public Entry {
        tables = Map.copyOf(tables);
    }
}
