package io.millrace.format.plain;

import io.millrace.format.ColumnSink;
import io.millrace.format.schema.FieldType.DecimalType;
import java.math.BigDecimal;

/** Puts numbers that a decimal column holds without rounding. */
public final class ExactDecimal {

    private static final long[] POWERS = new long[DecimalType.MAX_LONG_PRECISION + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private final ColumnSink column;
    private final DecimalType type;

    public ExactDecimal(ColumnSink column, DecimalType type) {
        this.column = column;
        this.type = type;
    }

    /** Puts the number that was scanned last, or returns false where it does not fit. */
    public boolean put(NumberText number, int row) {
        if (!fits(number)) {
            return false;
        }
        long unscaled = number.negative() ? -number.mantissa() : number.mantissa();
        int fractionDigits = number.fractionDigits();
        if (type.fitsLong()) {
            column.putLong(row, unscaled * POWERS[type.scale() - fractionDigits]);
        } else {
            BigDecimal value = BigDecimal.valueOf(unscaled, fractionDigits);
            column.putDecimal(row, value.setScale(type.scale()));
        }
        return true;
    }

    private boolean fits(NumberText number) {
        return !number.exponential()
                && number.digits() <= DecimalType.MAX_LONG_PRECISION
                && number.fractionDigits() <= type.scale()
                && number.digits() - number.fractionDigits() <= type.precision() - type.scale();
    }
}
