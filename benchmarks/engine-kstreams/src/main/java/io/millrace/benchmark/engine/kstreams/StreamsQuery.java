package io.millrace.benchmark.engine.kstreams;

import java.io.IOException;
import org.apache.kafka.streams.StreamsBuilder;

/** A workload as a topology. */
@FunctionalInterface
interface StreamsQuery {

    /** Builds the topology of one run. */
    void build(StreamsBuilder builder, StreamsRun run) throws IOException;
}
