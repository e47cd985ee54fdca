package io.millrace.integration.reliability.campaign;

/** The pipeline under fire: a copy without a shuffle, and totals per key with one. */
final class Tables {

    static final String INPUT = "input";
    static final String COPY = "copied";
    static final String TOTALS = "totals";

    private Tables() {}

    /** As SQL. */
    static String pipeline(String guarantee) {
        return """
        CREATE TABLE input (
          producer INT, sequence INT, key STRING, amount BIGINT, text STRING, hash BIGINT
        ) USING millrace OPTIONS (
          'value.format' 'json', 'startingOffsets' 'earliest', 'maxOffsetsPerTrigger' '20000');
        CREATE TABLE copied (
          producer INT, sequence INT, key STRING, amount BIGINT, text STRING, hash BIGINT
        ) USING millrace OPTIONS (
          'value.format' 'json', 'key.columns' 'key', 'guarantee' 'GUARANTEE');
        CREATE TABLE totals (key STRING, records BIGINT, total BIGINT
        ) USING millrace OPTIONS (
          'value.format' 'json', 'key.columns' 'key', 'outputMode' 'update',
          'guarantee' 'GUARANTEE');
        CREATE FLOW copy AS INSERT INTO copied BY NAME SELECT * FROM STREAM input;
        CREATE FLOW sums AS INSERT INTO totals BY NAME
        SELECT key, count(*) AS records, sum(amount) AS total FROM STREAM input GROUP BY key;
        """
                .replace("GUARANTEE", guarantee);
    }
}
