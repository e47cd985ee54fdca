package io.millrace.spark.sink.jdbc.database;

import java.sql.SQLException;

/**
 * The connection was lost while a transaction was committed: its rows may be there or not. Nothing
 * is cleaned up; whether the epoch is there tells.
 */
final class CommitOutcomeUnknownException extends SQLException {

    private static final long serialVersionUID = 1L;
    private static final String TRANSACTION_RESOLUTION_UNKNOWN = "08007";

    CommitOutcomeUnknownException(SQLException cause) {
        super(
                "the connection was lost while a transaction was committed",
                TRANSACTION_RESOLUTION_UNKNOWN,
                cause);
    }
}
