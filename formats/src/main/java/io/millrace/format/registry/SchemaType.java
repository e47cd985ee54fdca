package io.millrace.format.registry;

/** What language a schema is written in. */
public enum SchemaType {
    AVRO,
    PROTOBUF,
    JSON
}
