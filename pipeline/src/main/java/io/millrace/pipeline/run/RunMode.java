package io.millrace.pipeline.run;

/** How long a pipeline runs. */
public enum RunMode {
    /** Until it is stopped. */
    CONTINUOUS,
    /** Until everything that was there at the start is processed. */
    ONCE
}
