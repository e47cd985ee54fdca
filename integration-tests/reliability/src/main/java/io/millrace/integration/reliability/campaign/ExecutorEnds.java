package io.millrace.integration.reliability.campaign;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Writes down what a driver gets to know of the end of its executors. */
final class ExecutorEnds extends SparkListener {

    /** Event: an executor has ended. */
    static final String LOST = "executor lost";

    private final History history;

    ExecutorEnds(History history) {
        this.history = history;
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        history.add(LOST, "reason", removed.reason());
    }
}
