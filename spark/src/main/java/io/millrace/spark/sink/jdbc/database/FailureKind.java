package io.millrace.spark.sink.jdbc.database;

import java.util.Set;

/** What can be done about a failure, told by its SQLSTATE. */
enum FailureKind {
    /** The connection, or the server, is gone: again with a new connection. */
    CONNECTION,
    /** The transaction was given up for another or for lack of something: again. */
    TRANSACTION,
    /** The database does not take a value of the row. */
    DATA,
    /** One statement has two rows of one key. */
    REPEATED_KEY,
    /** The table is not what it was. */
    TABLE,
    /** The server does not let this user in. */
    LOGIN,
    /** Nothing helps but a person. */
    OTHER;

    private static final Set<String> SERVER_GONE =
            Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "58000", "58030");
    private static final Set<String> AGAIN =
            Set.of("40001", "40P01", "40003", "40000", "55P03", "57014", "25P04");
    private static final Set<String> TABLE_STATES =
            Set.of("42703", "42P01", "42804", "42P10", "42704", "3F000", "428C9", "0A000");
    private static final Set<String> DATA_STATES = Set.of("44000", "P0001");

    static FailureKind of(String state) {
        if (state == null || state.length() < 2) {
            return OTHER;
        }
        String family = state.substring(0, 2);
        if (state.equals("21000")) {
            return REPEATED_KEY;
        }
        if (family.equals("28") || state.equals("3D000") || state.equals("08004")) {
            return LOGIN;
        }
        if (family.equals("08") || SERVER_GONE.contains(state)) {
            return CONNECTION;
        }
        if (AGAIN.contains(state) || family.equals("53")) {
            return TRANSACTION;
        }
        if (family.equals("22")
                || family.equals("23")
                || family.equals("54")
                || DATA_STATES.contains(state)) {
            return DATA;
        }
        return TABLE_STATES.contains(state) ? TABLE : OTHER;
    }

    boolean isPassing() {
        return this == CONNECTION || this == TRANSACTION;
    }
}
