package io.millrace.integration.reliability.simulation;

import java.util.concurrent.Executor;

/** How rows get to the broker exactly once; called by actors. */
interface SinkProtocol {

    /** A driver's process begins. */
    Process start();

    /** What the sink keeps in the memory of a process. */
    interface Process {

        /**
         * A run of the query begins in the process.
         *
         * @param background runs what nobody waits for
         */
        Run run(Executor background);
    }

    /** One run of the query. */
    interface Run {

        /** The driver is about to start the tasks of a batch. */
        void beforeBatch(long epoch, String ranges);

        /** What a task does; returns when its rows are committed. */
        void write(Share share);
    }
}
