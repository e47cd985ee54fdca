package io.millrace.spark.option;

/** How the value of a record becomes columns, and columns the value of a record. */
public enum ValueFormat {
    /**
     * The columns of Spark's own Kafka source: key, value, topic, partition and so on, as bytes.
     */
    RAW,
    /** One JSON object, its fields as columns. */
    JSON,
    /** One string column with the value as it is. */
    TEXT,
    /** One Avro record, its fields as columns. Read only. */
    AVRO,
    /** One Protobuf message, its fields as columns. Read only. */
    PROTOBUF,
    /** One line of separated values. Read only. */
    CSV
}
