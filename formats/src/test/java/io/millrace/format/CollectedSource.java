package io.millrace.format;

import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Scalar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads back what was collected, and fails where nothing was put. */
final class CollectedSource implements ColumnSource {

    private final CollectedColumn column;

    CollectedSource(CollectedColumn column) {
        this.column = column;
    }

    @Override
    public boolean isNull(int row) {
        return column.shallow(row) == null;
    }

    @Override
    public ColumnSource field(int position) {
        return column.field(position).source();
    }

    @Override
    public long whole(int row) {
        Object value = column.shallow(row);
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        } else if (column.type() instanceof DecimalType) {
            return ((BigDecimal) value).unscaledValue().longValueExact();
        }
        return ((Number) value).longValue();
    }

    @Override
    public double real(int row) {
        return ((Number) column.shallow(row)).doubleValue();
    }

    @Override
    public BigDecimal decimal(int row) {
        return (BigDecimal) column.shallow(row);
    }

    private byte[] bytes(int row) {
        String text = (String) column.shallow(row);
        return column.type() == Scalar.STRING
                ? text.getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(text);
    }

    @Override
    public int compareBytes(int row, byte[] bytes) {
        return Arrays.compareUnsigned(bytes(row), bytes);
    }

    @Override
    public boolean startsWith(int row, byte[] prefix) {
        byte[] bytes = bytes(row);
        return bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
