package io.millrace.benchmark.engine;

import io.millrace.benchmark.protocol.FollowReport;

/** A query that runs until it is stopped. */
@FunctionalInterface
public interface RunningStream {

    /** Stops it; fails if it has failed before. */
    FollowReport stop() throws Exception;
}
