package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.ExactDecimal;
import io.millrace.format.plain.NumberText;
import io.millrace.format.schema.FieldType.DecimalType;

/** Reads numbers that a decimal column holds without rounding. */
final class DecimalReader extends ValueReader {

    private final ExactDecimal decimal;
    private final NumberText number;

    DecimalReader(ColumnSink column, DecimalType type, NumberText number) {
        super(column);
        this.decimal = new ExactDecimal(column, type);
        this.number = number;
    }

    @Override
    int read(byte[] data, int at, int end, int row) {
        int next = number.scan(data, at, end);
        return next >= 0 && decimal.put(number, row) ? next : NOT_PLAIN;
    }
}
