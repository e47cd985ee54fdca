package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.avro.AvroFormat;
import io.millrace.format.registry.RegistrySettings;
import io.millrace.format.registry.SchemaRegistry;
import io.millrace.spark.column.ColumnTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How Avro is decoded of which each record names its schema in a registry.
 *
 * @param reader the schema that it is read with; empty if there are only the columns
 */
record FramedAvroDecoding(RegistrySettings registry, String reader) implements ValueDecoding {

    private static final long serialVersionUID = 1L;

    @Override
    public RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        AvroFormat format =
                reader.isEmpty()
                        ? AvroFormat.byName()
                        : AvroFormat.of(AvroFormat.parse(reader, "the table"));
        return format.framedDecoder(
                SchemaRegistry.shared(registry), ColumnTypes.structType(requested), columns);
    }
}
