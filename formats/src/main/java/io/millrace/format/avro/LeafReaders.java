package io.millrace.format.avro;

import io.millrace.format.ColumnSink;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Resolver.EnumAdjust;
import org.apache.avro.Schema;

/** Readers of single values: from the writer's type by way of the reader's to that of a column. */
final class LeafReaders {

    private LeafReaders() {}

    static FieldReader of(Schema writer, Schema reader, FieldType type, ColumnSink column) {
        Schema.Type from = writer.getType();
        return switch (reader.getType()) {
            case NULL -> (in, row) -> column.putNull(row);
            case BOOLEAN -> (in, row) -> column.putBoolean(row, in.readBoolean());
            case INT ->
                    type == Scalar.LONG
                            ? (in, row) -> column.putLong(row, in.readInt())
                            : (in, row) -> column.putInt(row, in.readInt());
            case LONG -> ofLong(from, reader, type, column);
            case FLOAT ->
                    type == Scalar.DOUBLE ? floatAsDouble(from, column) : ofFloat(from, column);
            case DOUBLE -> ofDouble(from, column);
            case FIXED -> ofFixed(writer.getFixedSize(), type, column);
            default ->
                    type instanceof DecimalType decimal
                            ? new DecimalReader(column, decimal)::readBytes
                            : bytes(column);
        };
    }

    private static FieldReader ofLong(
            Schema.Type from, Schema reader, FieldType type, ColumnSink column) {
        LogicalType logical = reader.getLogicalType();
        boolean millis =
                type != Scalar.LONG
                        && (logical instanceof LogicalTypes.TimestampMillis
                                || logical instanceof LogicalTypes.LocalTimestampMillis);
        if (from == Schema.Type.INT) {
            long factor = millis ? AvroInput.MICROS_PER_MILLI : 1;
            return (in, row) -> column.putLong(row, in.readInt() * factor);
        }
        return millis
                ? (in, row) -> column.putLong(row, in.readMillisAsMicros())
                : (in, row) -> column.putLong(row, in.readLong());
    }

    private static FieldReader ofFloat(Schema.Type from, ColumnSink column) {
        return switch (from) {
            case INT -> (in, row) -> column.putFloat(row, in.readInt());
            case LONG -> (in, row) -> column.putFloat(row, in.readLong());
            default -> (in, row) -> column.putFloat(row, in.readFloat());
        };
    }

    /** The value is a float by the schema, though the column could hold more. */
    private static FieldReader floatAsDouble(Schema.Type from, ColumnSink column) {
        return switch (from) {
            case INT -> (in, row) -> column.putDouble(row, (float) in.readInt());
            case LONG -> (in, row) -> column.putDouble(row, (float) in.readLong());
            default -> (in, row) -> column.putDouble(row, in.readFloat());
        };
    }

    private static FieldReader ofDouble(Schema.Type from, ColumnSink column) {
        return switch (from) {
            case INT -> (in, row) -> column.putDouble(row, in.readInt());
            case LONG -> (in, row) -> column.putDouble(row, in.readLong());
            case FLOAT -> (in, row) -> column.putDouble(row, in.readFloat());
            default -> (in, row) -> column.putDouble(row, in.readDouble());
        };
    }

    private static FieldReader ofFixed(int size, FieldType type, ColumnSink column) {
        if (type instanceof DecimalType decimal) {
            DecimalReader reader = new DecimalReader(column, decimal);
            return (in, row) -> reader.read(in, size, row);
        }
        return (in, row) -> column.putBytes(row, in.data(), in.take(size), size);
    }

    private static FieldReader bytes(ColumnSink column) {
        return (in, row) -> {
            int length = in.readLength();
            column.putBytes(row, in.data(), in.take(length), length);
        };
    }

    /** Enums as text: the symbols of the reader, by their numbers for the writer. */
    static FieldReader symbols(EnumAdjust action, ColumnSink column) {
        List<String> known = action.reader.getEnumSymbols();
        byte[][] texts = new byte[action.adjustments.length][];
        for (int i = 0; i < texts.length; i++) {
            int symbol = action.adjustments[i];
            texts[i] = symbol < 0 ? null : known.get(symbol).getBytes(StandardCharsets.UTF_8);
        }
        List<String> written = action.writer.getEnumSymbols();
        return (in, row) -> {
            int index = in.readIndex(texts.length, "symbol");
            byte[] text = texts[index];
            if (text == null) {
                throw new MalformedAvro(
                        "the schema it is read with has no symbol " + written.get(index));
            }
            column.putBytes(row, text, 0, text.length);
        };
    }
}
