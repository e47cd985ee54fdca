package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;

/** A workload as a pipeline. It tells {@link JetRun} what it reads and what comes out. */
@FunctionalInterface
interface JetQuery {

    /**
     * Makes the pipeline of one run.
     *
     * @param ends where its input ends
     */
    Pipeline pipeline(EngineSettings settings, RunRequest request, EndOffsets ends)
            throws Exception;
}
