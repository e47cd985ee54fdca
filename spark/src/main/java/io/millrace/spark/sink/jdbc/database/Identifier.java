package io.millrace.spark.sink.jdbc.database;

import java.nio.charset.StandardCharsets;

/** Names in statements: always quoted, quotes in them doubled. */
final class Identifier {

    /** PostgreSQL cuts what is longer, so that two names would be one. */
    private static final int LIMIT = 63;

    private Identifier() {}

    /**
     * The name as it stands in a statement.
     *
     * @param kind of thing that it names, for the message
     * @throws io.millrace.common.error.MillraceException if no PostgreSQL can have the name
     */
    static String quoted(String name, String kind) {
        boolean wellFormed = StandardCharsets.UTF_8.newEncoder().canEncode(name);
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > LIMIT || name.indexOf('\0') >= 0 || !wellFormed) {
            throw JdbcError.JDBC_IDENTIFIER_INVALID.exception(
                    name, kind, "1 to " + LIMIT + " bytes of UTF-8 without a zero byte");
        }
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
