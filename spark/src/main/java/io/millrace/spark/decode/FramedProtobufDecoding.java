package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.protobuf.MessageTypes;
import io.millrace.format.protobuf.ProtobufFormat;
import io.millrace.format.registry.RegistrySettings;
import io.millrace.format.registry.SchemaRegistry;
import io.millrace.spark.column.ColumnTypes;
import org.apache.spark.sql.types.StructType;

/** How messages are decoded of which each names its schema in a registry. */
record FramedProtobufDecoding(ProtobufFormat format, RegistrySettings registry)
        implements ValueDecoding {

    private static final long serialVersionUID = 1L;

    @Override
    public RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        SchemaRegistry schemas = SchemaRegistry.shared(registry);
        return format.framedDecoder(
                id -> MessageTypes.of(schemas.schema(id)),
                ColumnTypes.structType(requested),
                columns);
    }
}
