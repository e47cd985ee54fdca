package io.millrace.format.csv;

import io.millrace.format.ColumnSink;
import io.millrace.format.csv.CsvFormat.Temporals;
import io.millrace.format.plain.ExactDecimal;
import io.millrace.format.plain.IsoDate;
import io.millrace.format.plain.IsoTimestamp;
import io.millrace.format.plain.NearestDouble;
import io.millrace.format.plain.NearestFloat;
import io.millrace.format.plain.NumberText;
import io.millrace.format.plain.Utf8;
import io.millrace.format.plain.WallClock;
import io.millrace.format.plain.WholeNumber;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes the readers of fields. Those of one decoder share what they scan with. */
final class FieldReaders {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    /** Spark's format of dates has no year 0. */
    private static final int FIRST_DAY = -719_162;

    private static final FieldReader NOT_PLAIN = (data, from, to, row) -> false;

    private final NumberText number = new NumberText();
    private final IsoTimestamp timestamp = new IsoTimestamp();
    private final WallClock clock;
    private final boolean iso;

    FieldReaders(CsvFormat format) {
        clock = new WallClock(format.zone());
        iso = format.temporals() == Temporals.ISO_8601;
    }

    FieldReader reader(FieldType type, ColumnSink column) {
        if (type instanceof DecimalType decimal) {
            return decimal(new ExactDecimal(column, decimal));
        }
        if (!(type instanceof Scalar scalar)) {
            return NOT_PLAIN;
        }
        return switch (scalar) {
            case BOOLEAN -> bool(column);
            case BYTE ->
                    whole(Byte.MIN_VALUE, Byte.MAX_VALUE, (r, v) -> column.putByte(r, (byte) v));
            case SHORT ->
                    whole(
                            Short.MIN_VALUE,
                            Short.MAX_VALUE,
                            (r, v) -> column.putShort(r, (short) v));
            case INT ->
                    whole(
                            Integer.MIN_VALUE,
                            Integer.MAX_VALUE,
                            (r, v) -> column.putInt(r, (int) v));
            case LONG -> whole(Long.MIN_VALUE, Long.MAX_VALUE, column::putLong);
            case FLOAT -> floating(column);
            case DOUBLE -> doubles(column);
            case STRING, BINARY -> text(column);
            case DATE -> iso ? date(column) : NOT_PLAIN;
            case TIMESTAMP -> iso ? timestamp(column) : NOT_PLAIN;
            case TIMESTAMP_NTZ -> iso ? localTimestamp(column) : NOT_PLAIN;
            case DAY_TIME_INTERVAL -> NOT_PLAIN;
        };
    }

    @FunctionalInterface
    private interface PutLong {
        void put(int row, long value);
    }

    private static FieldReader whole(long min, long max, PutLong column) {
        return (data, from, to, row) -> {
            if (WholeNumber.end(data, from, to) != to) {
                return false;
            }
            long value = WholeNumber.value(data, from, to);
            if (value < min || value > max) {
                return false;
            }
            column.put(row, value);
            return true;
        };
    }

    private static FieldReader bool(ColumnSink column) {
        return (data, from, to, row) -> {
            boolean value = is(TRUE, data, from, to);
            if (!value && !is(FALSE, data, from, to)) {
                return false;
            }
            column.putBoolean(row, value);
            return true;
        };
    }

    private static boolean is(byte[] word, byte[] data, int from, int to) {
        return Arrays.equals(word, 0, word.length, data, from, to);
    }

    private FieldReader floating(ColumnSink column) {
        return (data, from, to, row) -> {
            if (number.scan(data, from, to) != to) {
                return false;
            }
            column.putFloat(row, NearestFloat.of(number, data, from, to));
            return true;
        };
    }

    private FieldReader doubles(ColumnSink column) {
        return (data, from, to, row) -> {
            if (number.scan(data, from, to) != to) {
                return false;
            }
            column.putDouble(row, NearestDouble.of(number, data, from, to));
            return true;
        };
    }

    private FieldReader decimal(ExactDecimal column) {
        return (data, from, to, row) ->
                number.scan(data, from, to) == to && column.put(number, row);
    }

    private static FieldReader text(ColumnSink column) {
        return (data, from, to, row) -> {
            if (!Utf8.isValid(data, from, to)) {
                return false;
            }
            column.putBytes(row, data, from, to - from);
            return true;
        };
    }

    private static FieldReader date(ColumnSink column) {
        return (data, from, to, row) -> {
            int days = to - from == IsoDate.LENGTH ? IsoDate.days(data, from, to) : FIRST_DAY - 1;
            if (days < FIRST_DAY) {
                return false;
            }
            column.putInt(row, days);
            return true;
        };
    }

    private FieldReader timestamp(ColumnSink column) {
        return (data, from, to, row) -> {
            if (timestamp.scan(data, from, to) != to) {
                return false;
            }
            column.putLong(row, timestamp.micros(clock));
            return true;
        };
    }

    private FieldReader localTimestamp(ColumnSink column) {
        return (data, from, to, row) -> {
            if (timestamp.scan(data, from, to) != to || timestamp.zoned()) {
                return false;
            }
            column.putLong(row, timestamp.localMicros());
            return true;
        };
    }
}
