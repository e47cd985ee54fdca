package io.millrace.pipeline.run;

/**
 * Where a task runs.
 *
 * @param batch the micro-batch that it belongs to
 * @param index which of the tasks of its stage it is
 * @param executor the name that Spark has for the process
 */
record TaskPlace(String batch, int stage, int index, String host, String executor) {

    /** The name of the driver among the executors, where it runs tasks itself. */
    private static final String DRIVER = "driver";

    boolean isInThisProcess() {
        return executor.equals(DRIVER);
    }

    @Override
    public String toString() {
        return "batch %s, task %d of stage %d on host '%s' (executor %s)"
                .formatted(batch, index, stage, host, executor);
    }
}
