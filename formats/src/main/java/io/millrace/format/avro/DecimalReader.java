package io.millrace.format.avro;

import io.millrace.format.ColumnSink;
import io.millrace.format.schema.FieldType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Puts decimals of which the unscaled number is given as big-endian bytes. */
final class DecimalReader {

    /** No unscaled number of 38 digits takes more. */
    private static final int MAX_BYTES = 16;

    private final ColumnSink column;
    private final DecimalType type;
    private final long bound;

    DecimalReader(ColumnSink column, DecimalType type) {
        this.column = column;
        this.type = type;
        this.bound = type.fitsLong() ? BigInteger.TEN.pow(type.precision()).longValueExact() : 0;
    }

    /** Reads as many bytes as are said first. */
    void readBytes(AvroInput in, int row) {
        read(in, in.readLength(), row);
    }

    void read(AvroInput in, int length, int row) {
        byte[] data = in.data();
        int at = in.take(length);
        int end = at + length;
        if (length == 0) {
            throw new MalformedAvro("a decimal without bytes");
        }
        // What only repeats the sign tells nothing.
        while (end - at > 1 && data[at] == data[at + 1] >> 7) {
            at++;
        }
        if (end - at > (type.fitsLong() ? Long.BYTES : MAX_BYTES)) {
            throw tooLarge();
        }
        if (type.fitsLong()) {
            long unscaled = data[at];
            for (int i = at + 1; i < end; i++) {
                unscaled = unscaled << 8 | data[i] & 0xff;
            }
            if (unscaled >= bound || unscaled <= -bound) {
                throw tooLarge();
            }
            column.putLong(row, unscaled);
        } else {
            BigDecimal value = new BigDecimal(new BigInteger(data, at, end - at), type.scale());
            if (value.precision() > type.precision()) {
                throw tooLarge();
            }
            column.putDecimal(row, value);
        }
    }

    private MalformedAvro tooLarge() {
        return new MalformedAvro("a decimal of more than " + type.precision() + " digits");
    }
}
