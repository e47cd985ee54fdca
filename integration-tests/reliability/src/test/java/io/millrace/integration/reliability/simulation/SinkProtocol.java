package io.millrace.integration.reliability.simulation;

import java.util.List;

/** How rows get to the broker exactly once; called by actors. */
interface SinkProtocol {

    /** One life of a driver and what its process keeps in memory. */
    interface Run {

        /** Before the first batch of a life. */
        void begin(long epoch);

        /** Before the tasks of a batch. */
        void beforeBatch(long epoch);

        /** What a task does; returns when its rows are committed. */
        void write(Share share);
    }

    /** A life begins. */
    Run start(int run, int tasks);

    /** The transactional ids that tasks use. */
    List<String> ids();
}
