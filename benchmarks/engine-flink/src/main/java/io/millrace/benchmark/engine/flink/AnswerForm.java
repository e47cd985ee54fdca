package io.millrace.benchmark.engine.flink;

/** What a sink makes of the rows that it gets. */
enum AnswerForm {
    /** Keeps the last row of each key. */
    ROWS,
    /** Counts the rows and adds up their one column. */
    TOTALS,
    /** Keeps the last totals of each sensor: the rows of W3, of which there may be millions. */
    SENSORS
}
