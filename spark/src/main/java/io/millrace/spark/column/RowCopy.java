package io.millrace.spark.column;

import io.millrace.format.ColumnSink;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Copies values of Spark's rows into columns. */
public final class RowCopy {

    private RowCopy() {}

    /** Puts the value at {@code ordinal} of a row or an array, null included. */
    public static void put(
            SpecializedGetters from, int ordinal, DataType type, ColumnSink to, int row) {
        if (from.isNullAt(ordinal)) {
            to.putNull(row);
        } else if (type instanceof StructType struct) {
            to.putStruct(row);
            SpecializedGetters fields = from.getStruct(ordinal, struct.length());
            for (int i = 0; i < struct.length(); i++) {
                put(fields, i, struct.fields()[i].dataType(), to.child(i), row);
            }
        } else if (type instanceof ArrayType array) {
            ArrayData elements = from.getArray(ordinal);
            int first = putAll(elements, array.elementType(), to.child(0));
            to.putArray(row, first, elements.numElements());
        } else if (type instanceof MapType map) {
            MapData entries = from.getMap(ordinal);
            int first = putAll(entries.keyArray(), map.keyType(), to.child(0));
            putAll(entries.valueArray(), map.valueType(), to.child(1));
            to.putMap(row, first, entries.numElements());
        } else {
            putScalar(from, ordinal, type, to, row);
        }
    }

    private static int putAll(ArrayData elements, DataType type, ColumnSink to) {
        int first = 0;
        for (int i = 0; i < elements.numElements(); i++) {
            int row = to.addRow();
            first = i == 0 ? row : first;
            put(elements, i, type, to, row);
        }
        return first;
    }

    private static void putScalar(
            SpecializedGetters from, int ordinal, DataType type, ColumnSink to, int row) {
        if (type instanceof StringType) {
            byte[] utf8 = from.getUTF8String(ordinal).getBytes();
            to.putBytes(row, utf8, 0, utf8.length);
        } else if (type instanceof IntegerType || type instanceof DateType) {
            to.putInt(row, from.getInt(ordinal));
        } else if (type instanceof DecimalType decimal) {
            putDecimal(
                    from.getDecimal(ordinal, decimal.precision(), decimal.scale()),
                    decimal,
                    to,
                    row);
        } else if (type instanceof DoubleType) {
            to.putDouble(row, from.getDouble(ordinal));
        } else if (type instanceof BooleanType) {
            to.putBoolean(row, from.getBoolean(ordinal));
        } else if (type instanceof FloatType) {
            to.putFloat(row, from.getFloat(ordinal));
        } else if (type instanceof ShortType) {
            to.putShort(row, from.getShort(ordinal));
        } else if (type instanceof ByteType) {
            to.putByte(row, from.getByte(ordinal));
        } else if (type instanceof BinaryType) {
            byte[] bytes = from.getBinary(ordinal);
            to.putBytes(row, bytes, 0, bytes.length);
        } else {
            to.putLong(row, from.getLong(ordinal));
        }
    }

    private static void putDecimal(Decimal value, DecimalType type, ColumnSink to, int row) {
        if (type.precision() <= Decimal.MAX_LONG_DIGITS()) {
            to.putLong(row, value.toUnscaledLong());
        } else {
            to.putDecimal(row, value.toJavaBigDecimal());
        }
    }
}
