package io.millrace.spark.sink.jdbc.database;

import java.sql.SQLException;

/**
 * What is known of a failure of the database. Messages of data failures quote values of rows, and
 * are not shown.
 *
 * @param column that a value does not fit, or null
 * @param constraint that a row violates, or null
 */
record SqlFailure(
        FailureKind kind, String state, String message, String column, String constraint) {

    /**
     * The failure in a chain of exceptions, as the driver makes them of a batch.
     *
     * @param dialect knows where its driver puts names
     */
    static SqlFailure of(SQLException exception, Dialect dialect) {
        SQLException inmost = exception;
        while (inmost.getNextException() != null && inmost.getNextException() != inmost) {
            inmost = inmost.getNextException();
        }
        return dialect.failure(inmost);
    }

    /** The reason in words that hold no value of a row. */
    String reason() {
        return kind == FailureKind.DATA ? meaning() : message;
    }

    /** The place of the failure, as part of a sentence. */
    String where() {
        if (constraint != null) {
            return " by the constraint '" + constraint + "'";
        }
        return column == null ? "" : " for the column '" + column + "'";
    }

    /** What a SQLSTATE of a data failure means. */
    String meaning() {
        return switch (state) {
            case "23502" -> "a value is null";
            case "23503" -> "a foreign key has no match";
            case "23505" -> "a key is there already";
            case "23514" -> "a check does not hold";
            case "23P01" -> "an exclusion does not hold";
            case "22001" -> "a text is too long";
            case "22003" -> "a number is out of range";
            case "22007", "22008" -> "a time is out of range";
            case "22021" -> "a text has a character that the database cannot store";
            case "22P02" -> "a text is not of the column's type";
            default -> "the database does not take a value";
        };
    }
}
