package io.millrace.integration.reliability.campaign;

import java.util.List;

/**
 * The pipeline under fire: a copy without a shuffle, totals per key with one, and the rows of a
 * table in a database. Each flow has a topic for its dead letters; those of the copy are written in
 * the transactions of its rows, those of the others in their own.
 */
final class Tables {

    static final String INPUT = "input";
    static final String COPY = "copied";
    static final String TOTALS = "totals";

    /** The table in the database. */
    static final String ROWS = "delivered";

    private Tables() {}

    /** Of the flow into a table. */
    static String deadLetters(String table) {
        return table + "-dlq";
    }

    /** What consumers can see. */
    static List<String> outputTopics() {
        return List.of(COPY, TOTALS, deadLetters(COPY), deadLetters(TOTALS), deadLetters(ROWS));
    }

    /** As SQL. */
    static String pipeline(String guarantee, int databasePort) {
        return input(COPY)
                + input(TOTALS)
                + input(ROWS)
                + """
                CREATE TABLE copied (
                  producer INT, sequence INT, key STRING, amount BIGINT, text STRING, hash BIGINT
                ) USING millrace OPTIONS (
                  'value.format' 'json', 'key.columns' 'key', 'guarantee' 'GUARANTEE');
                CREATE TABLE totals (key STRING, records BIGINT, total BIGINT
                ) USING millrace OPTIONS (
                  'value.format' 'json', 'key.columns' 'key', 'outputMode' 'update',
                  'guarantee' 'GUARANTEE');
                CREATE TABLE delivered (
                  producer INT, sequence INT, key STRING, amount BIGINT, text STRING, hash BIGINT
                ) USING `millrace-jdbc` OPTIONS (
                  'host' '127.0.0.1', 'port' 'PORT', 'database' 'postgres',
                  'connect.timeout' '5s', 'statement.timeout' '20s', 'lock.timeout' '10s',
                  'idle.timeout' '10s', 'retry.timeout' '2m');
                CREATE FLOW copy AS INSERT INTO copied BY NAME
                SELECT * FROM STREAM input_of_copied;
                CREATE FLOW sums AS INSERT INTO totals BY NAME
                SELECT key, count(*) AS records, sum(amount) AS total
                FROM STREAM input_of_totals GROUP BY key;
                CREATE FLOW rows AS INSERT INTO delivered BY NAME
                SELECT * FROM STREAM input_of_delivered;
                """
                        .replace("GUARANTEE", guarantee)
                        .replace("PORT", Integer.toString(databasePort));
    }

    private static String input(String of) {
        return """
        CREATE TABLE input_of_OUTPUT (
          producer INT, sequence INT, key STRING, amount BIGINT, text STRING, hash BIGINT
        ) USING millrace OPTIONS (
          'topic' 'input', 'value.format' 'json', 'startingOffsets' 'earliest',
          'maxOffsetsPerTrigger' '20000',
          'value.malformed' 'deadletter', 'deadletter.topic' 'DEADLETTERS');
        """
                .replace("OUTPUT", of)
                .replace("DEADLETTERS", deadLetters(of));
    }

    /**
     * The table as the database has it: whatever is written twice is there twice, and each row has
     * the number of its transaction, by which {@link DatabaseWatch} sees it once.
     */
    static List<String> databaseTable() {
        return List.of(
                "CREATE TABLE delivered (producer int, sequence int, key text, amount bigint,"
                        + " text text, hash bigint,"
                        + " transaction xid8 NOT NULL DEFAULT pg_current_xact_id())",
                "CREATE INDEX ON delivered (transaction)",
                "CREATE TABLE looks AS SELECT 0::bigint AS n");
    }
}
