package io.millrace.integration.reliability.check;

/** Whether records of one key keep their order. */
public enum KeyOrder {
    /** As they were sent. */
    KEPT,
    /** A shuffle may mix those of one batch. */
    ANY
}
