package io.millrace.spark.sink.kafka;

/** What a sink promises about the rows of a query. */
public enum Guarantee {
    /** Every row is written once, for those who read what is committed. */
    EXACTLY_ONCE("exactly-once"),
    /** Every row is written; a repeated micro-batch writes its rows again. */
    AT_LEAST_ONCE("at-least-once");

    private final String text;

    Guarantee(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
