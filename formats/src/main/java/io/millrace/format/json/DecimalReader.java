package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.schema.FieldType.DecimalType;
import java.math.BigDecimal;

/** Reads numbers that a decimal column holds without rounding. */
final class DecimalReader extends ValueReader {

    private static final long[] POWERS = new long[DecimalType.MAX_LONG_PRECISION + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private final DecimalType type;
    private final NumberText number;

    DecimalReader(ColumnSink column, DecimalType type, NumberText number) {
        super(column);
        this.type = type;
        this.number = number;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = number.scan(data, at, end);
        if (next < 0 || !fits()) {
            return NOT_PLAIN;
        }
        long unscaled = number.negative() ? -number.mantissa() : number.mantissa();
        int fractionDigits = number.fractionDigits();
        if (type.fitsLong()) {
            column.putLong(row, unscaled * POWERS[type.scale() - fractionDigits]);
        } else {
            BigDecimal value = BigDecimal.valueOf(unscaled, fractionDigits);
            column.putDecimal(row, value.setScale(type.scale()));
        }
        return next;
    }

    private boolean fits() {
        return !number.exponential()
                && number.digits() <= DecimalType.MAX_LONG_PRECISION
                && number.fractionDigits() <= type.scale()
                && number.digits() - number.fractionDigits() <= type.precision() - type.scale();
    }
}
