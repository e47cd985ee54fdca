package io.millrace.benchmark.engine;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.List;
import java.util.Map;

/** A system that is measured. Used by one thread. */
public interface Engine extends AutoCloseable {

    /** Opens an engine. */
    @FunctionalInterface
    interface Opener {
        Engine open(EngineSettings settings) throws Exception;
    }

    /** What it is made of: name to version. */
    Map<String, String> versions();

    /** The names of the workloads that it can run. */
    List<String> workloads();

    /**
     * Runs a workload once, from nothing: what an earlier run has computed is forgotten.
     *
     * @return the answer, one {@link io.millrace.benchmark.protocol.AnswerRow} for each row
     */
    List<String> run(RunRequest request) throws Exception;

    /** Gives back what it holds. */
    @Override
    void close();
}
