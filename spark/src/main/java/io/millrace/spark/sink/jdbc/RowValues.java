package io.millrace.spark.sink.jdbc;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Takes the values out of rows as JDBC wants them; what it gives is no part of the row. */
final class RowValues {

    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000;

    private final Reading[] columns;

    RowValues(StructType schema) {
        StructField[] fields = schema.fields();
        this.columns = new Reading[fields.length];
        for (int i = 0; i < fields.length; i++) {
            columns[i] = reading(fields[i].dataType());
        }
    }

    @FunctionalInterface
    private interface Reading {
        Object of(SpecializedGetters values, int ordinal);
    }

    Object[] of(InternalRow row) {
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = row.isNullAt(i) ? null : columns[i].of(row, i);
        }
        return values;
    }

    private static Reading reading(DataType type) {
        if (type instanceof BooleanType) {
            return SpecializedGetters::getBoolean;
        } else if (type instanceof ByteType) {
            return (values, i) -> (short) values.getByte(i);
        } else if (type instanceof ShortType) {
            return SpecializedGetters::getShort;
        } else if (type instanceof IntegerType) {
            return SpecializedGetters::getInt;
        } else if (type instanceof LongType) {
            return SpecializedGetters::getLong;
        } else if (type instanceof FloatType) {
            return SpecializedGetters::getFloat;
        } else if (type instanceof DoubleType) {
            return SpecializedGetters::getDouble;
        } else if (type instanceof BinaryType) {
            return (values, i) -> values.getBinary(i).clone();
        } else if (type instanceof DateType) {
            return (values, i) -> LocalDate.ofEpochDay(values.getInt(i));
        } else if (type instanceof TimestampType) {
            return (values, i) -> instant(values.getLong(i));
        } else if (type instanceof TimestampNTZType) {
            return (values, i) -> localTime(values.getLong(i));
        } else if (type instanceof DecimalType number) {
            return (values, i) ->
                    values.getDecimal(i, number.precision(), number.scale()).toJavaBigDecimal();
        } else if (type instanceof ArrayType array) {
            return elements(array.elementType());
        }
        return (values, i) -> values.getUTF8String(i).toString();
    }

    private static Reading elements(DataType type) {
        Reading element = reading(type);
        return (values, i) -> {
            ArrayData array = values.getArray(i);
            Object[] elements = new Object[array.numElements()];
            for (int e = 0; e < elements.length; e++) {
                elements[e] = array.isNullAt(e) ? null : element.of(array, e);
            }
            return elements;
        };
    }

    private static OffsetDateTime instant(long micros) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS)
                .atOffset(ZoneOffset.UTC);
    }

    private static LocalDateTime localTime(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS),
                (int) (Math.floorMod(micros, MICROS) * NANOS),
                ZoneOffset.UTC);
    }
}
