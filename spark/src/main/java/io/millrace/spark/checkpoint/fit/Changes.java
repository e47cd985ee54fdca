package io.millrace.spark.checkpoint.fit;

/** What is to be done with a query that is not the one that its checkpoint belongs to. */
public enum Changes {
    /** It is refused. */
    REFUSED,
    /** It goes on where that can work. */
    ALLOWED
}
