package io.millrace.benchmark.contest;

import io.millrace.benchmark.answer.AnswerCheck;
import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.workload.OutputRow;
import java.util.Map;
import java.util.Optional;

/**
 * An engine with what it has to do again and again, and what must come out.
 *
 * @param workload its name
 * @param output how results are read that go to a topic; empty if the engine hands them over
 * @param batchRecords how many records a micro-batch may have; null for what the tuning says
 * @param tables CSV files by name
 */
public record Entry(
        EngineDescriptor engine,
        String workload,
        Guarantee guarantee,
        String topic,
        Optional<OutputRow> output,
        long records,
        Long batchRecords,
        Map<String, String> tables,
        AnswerCheck check) {

    public Entry {
        tables = Map.copyOf(tables);
    }

    /** As the engine names what it can run. */
    String ability() {
        return guarantee == Guarantee.EXACTLY_ONCE ? workload + Engine.EXACTLY_ONCE : workload;
    }
}
