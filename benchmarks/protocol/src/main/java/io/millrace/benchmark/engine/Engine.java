package io.millrace.benchmark.engine;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.FollowRequest;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.StreamRequest;
import java.util.List;
import java.util.Map;

/** A system that is measured. Used by one thread. */
public interface Engine extends AutoCloseable {

    /** Opens an engine. */
    @FunctionalInterface
    interface Opener {
        Engine open(EngineSettings settings) throws Exception;
    }

    /** Marks a workload that can be run exactly once. */
    String EXACTLY_ONCE = " exactly-once";

    /** What it is made of: name to version. */
    Map<String, String> versions();

    /**
     * The names of the workloads that it can run; of one whose results go to a topic, the name
     * stands for at-least-once, and the name with {@value #EXACTLY_ONCE} behind it for that.
     */
    List<String> workloads();

    /**
     * Runs a workload once, from nothing: what an earlier run has computed is forgotten.
     *
     * @return the answer, one {@link io.millrace.benchmark.protocol.AnswerRow} for each row; it may
     *     make the rows when they are read, which is not measured. None where results go to a
     *     topic, which must hold all of them by then.
     */
    List<String> run(RunRequest request) throws Exception;

    /**
     * Runs a workload over what comes, until the process is killed. Every engine may leave this
     * out.
     */
    default void stream(StreamRequest request) throws Exception {
        throw new UnsupportedOperationException(
                "it has no query for an endless " + request.workload());
    }

    /**
     * Starts a query of the latency program; it reads what comes when this returns. Every engine
     * may leave this out.
     */
    default RunningStream follow(FollowRequest request) throws Exception {
        throw new UnsupportedOperationException("it has no query for " + request.workload());
    }

    /** Gives back what it holds. */
    @Override
    void close();
}
