package io.millrace.spark.sink.kafka;

/** What a sink promises about the rows of a query. */
public enum Guarantee {
    /** Every row is written; a repeated micro-batch writes its rows again. */
    AT_LEAST_ONCE;

    @Override
    public String toString() {
        return "at-least-once";
    }
}
