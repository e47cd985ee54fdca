package io.millrace.spark.decode;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.protobuf.MessageTypes;
import io.millrace.format.protobuf.ProtobufFormat;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.spark.column.ColumnTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How messages of one type are decoded.
 *
 * @param descriptorSet what the file held when the table was read
 * @param messageName the message in it
 */
record ProtobufDecoding(
        ProtobufFormat format, byte[] descriptorSet, String file, String messageName)
        implements ValueDecoding {

    private static final long serialVersionUID = 1L;

    Descriptor message() {
        return MessageTypes.ofDescriptorSet(descriptorSet, file).named(messageName);
    }

    @Override
    public RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        return format.decoder(
                message(), ColumnTypes.structType(requested), columns, UnknownColumns.REFUSED);
    }
}
