package io.millrace.spark.deadletter;

/** Which transaction takes the dead letters of a stream. */
public enum Placement {
    /** One of their own, which finds what has been written by whoever read the same split. */
    OF_ITS_OWN,
    /**
     * That of the task's rows, where there is one. Only for a stream that its query reads once: of
     * two tasks that read the same split neither knows what the other has written.
     */
    BESIDE_OUTPUT
}
