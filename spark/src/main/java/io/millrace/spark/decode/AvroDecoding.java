package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.avro.AvroFormat;
import io.millrace.spark.column.ColumnTypes;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.StructType;

/** How Avro of one schema is decoded. */
record AvroDecoding(String schema) implements ValueDecoding {

    private static final long serialVersionUID = 1L;

    @Override
    public RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        Schema only = AvroFormat.parse(schema, AvroSourceFormat.SCHEMA.key());
        return AvroFormat.of(only).decoder(only, ColumnTypes.structType(requested), columns);
    }
}
