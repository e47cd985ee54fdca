package io.millrace.spark.column;

import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;

/** Decimals of more than 18 digits. */
final class DecimalVector extends FieldVector {

    private BigDecimal[] values;

    DecimalVector(DataType type, int capacity) {
        super(type, capacity);
        values = new BigDecimal[capacity];
    }

    @Override
    void growTo(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void putDecimal(int row, BigDecimal value) {
        markPresent(row);
        values[row] = value;
    }

    @Override
    public BigDecimal decimal(int row) {
        return values[row];
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        return isNullAt(row) ? null : Decimal.apply(values[row], precision, scale);
    }
}
