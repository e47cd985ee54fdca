package io.millrace.benchmark.spark;

/** What a query needs of the records. */
public sealed interface SparkInput {

    /** The column value, as bytes. */
    record RawValues() implements SparkInput {}

    /**
     * Fields of JSON values, as columns.
     *
     * @param declared all fields, as DDL: the schema of the topic
     * @param needed those that the query uses, as DDL
     */
    record JsonFields(String declared, String needed) implements SparkInput {}

    /**
     * Ad events in a format with a schema, as columns; the schema is that of {@link
     * io.millrace.benchmark.schema.AdEventSchema}.
     *
     * @param declared all fields, as DDL
     */
    record AdEvents(Format format, String declared) implements SparkInput {

        /** How they are written. */
        public enum Format {
            AVRO,
            PROTOBUF
        }
    }
}
