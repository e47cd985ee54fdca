package io.millrace.spark.sink.elsewhere;

/** A step of a recipe at which the process may be told to die. */
enum Step {
    DIRECTORY_WRITTEN,
    DIRECTORY_RENAMED,
    ROWS_INSERTED,
    ROWS_COMMITTED;

    /** The property that names the step. */
    static final String PROPERTY = "test.dies.at";

    private static final int KILLED = 137;

    /** Nothing is cleaned up, as by {@code kill -9}. */
    void pass() {
        if (name().equals(System.getProperty(PROPERTY))) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
