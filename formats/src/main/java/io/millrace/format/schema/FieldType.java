package io.millrace.format.schema;

import java.io.Serializable;
import java.util.List;

/**
 * The type of a field of a record's value. The set is that of the columns an engine can hold; a
 * format that has other types maps them to these.
 */
public sealed interface FieldType extends Serializable {

    /** Types of one value. The comments say what a {@code ColumnSink} is given for each. */
    enum Scalar implements FieldType {
        BOOLEAN,
        BYTE,
        SHORT,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        /** UTF-8 bytes. */
        STRING,
        /** Bytes as they are. */
        BINARY,
        /** Days since 1970-01-01, as an int. */
        DATE,
        /** Microseconds since 1970-01-01T00:00:00Z, as a long. */
        TIMESTAMP,
        /** Microseconds since 1970-01-01T00:00:00 of a clock on the wall, as a long. */
        TIMESTAMP_NTZ,
        /** Microseconds, as a long. */
        DAY_TIME_INTERVAL
    }

    /** A decimal number with a fixed number of digits, {@code scale} of them after the point. */
    record DecimalType(int precision, int scale) implements FieldType {
        private static final long serialVersionUID = 1L;

        /** The largest precision whose unscaled values all fit a long. */
        public static final int MAX_LONG_PRECISION = 18;

        /** Whether every value of this type is given as an unscaled long. */
        public boolean fitsLong() {
            return precision <= MAX_LONG_PRECISION;
        }
    }

    /** Named fields in order. */
    record StructType(List<Field> fields) implements FieldType {
        private static final long serialVersionUID = 1L;

        public StructType {
            fields = List.copyOf(fields);
        }
    }

    /** Any number of values of one type. */
    record ArrayType(FieldType element) implements FieldType {
        private static final long serialVersionUID = 1L;
    }

    /** Any number of entries. Formats without other keys (JSON, Avro) have string keys. */
    record MapType(FieldType key, FieldType value) implements FieldType {
        private static final long serialVersionUID = 1L;
    }

    /** A field of a struct. Every field may be null. */
    record Field(String name, FieldType type) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
