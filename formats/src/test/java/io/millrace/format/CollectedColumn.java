package io.millrace.format;

import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A column in memory that keeps what is put as Java values and holds the putter to the contract:
 * only puts of its own type, only rows that were taken.
 *
 * <p>A struct is a map by field name, an array a list, a map a list of entries, bytes are
 * hexadecimal, dates and timestamps are numbers.
 */
public final class CollectedColumn implements ColumnSink {

    /** The value of a row that nothing was put at. */
    public static final Object NOTHING = "nothing was put";

    private record Span(int first, int count) {}

    private enum Present {
        STRUCT
    }

    private final FieldType type;
    private final List<CollectedColumn> children;
    private final boolean taken;
    private final List<Object> rows = new ArrayList<>();

    public CollectedColumn(FieldType type) {
        this(type, false);
    }

    private CollectedColumn(FieldType type, boolean taken) {
        this.type = type;
        this.taken = taken;
        this.children = children(type, taken).toList();
    }

    private static Stream<CollectedColumn> children(FieldType type, boolean taken) {
        if (type instanceof StructType struct) {
            return struct.fields().stream().map(f -> new CollectedColumn(f.type(), taken));
        } else if (type instanceof ArrayType array) {
            return Stream.of(new CollectedColumn(array.element(), true));
        } else if (type instanceof MapType map) {
            return Stream.of(
                    new CollectedColumn(map.key(), true), new CollectedColumn(map.value(), true));
        }
        return Stream.empty();
    }

    /** One column for each field. */
    public static CollectedColumn[] of(StructType schema) {
        return schema.fields().stream()
                .map(field -> new CollectedColumn(field.type()))
                .toArray(CollectedColumn[]::new);
    }

    /** What was put at this row. */
    public Object value(int row) {
        Object value = row < rows.size() ? rows.get(row) : NOTHING;
        if (value == Present.STRUCT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            List<Field> names = ((StructType) type).fields();
            for (int i = 0; i < names.size(); i++) {
                fields.put(names.get(i).name(), children.get(i).value(row));
            }
            return fields;
        } else if (value instanceof Span span && type instanceof ArrayType) {
            return children.get(0).values(span);
        } else if (value instanceof Span span) {
            List<Object> keys = children.get(0).values(span);
            List<Object> values = children.get(1).values(span);
            List<Object> entries = new ArrayList<>();
            for (int i = 0; i < span.count(); i++) {
                entries.add(new java.util.AbstractMap.SimpleEntry<>(keys.get(i), values.get(i)));
            }
            return entries;
        }
        return value;
    }

    private List<Object> values(Span span) {
        List<Object> values = new ArrayList<>();
        for (int row = span.first(); row < span.first() + span.count(); row++) {
            values.add(value(row));
        }
        return values;
    }

    private void put(int row, Object value) {
        if (taken && row >= rows.size()) {
            throw new IllegalStateException("row " + row + " was not taken");
        }
        makeRoom(row);
        rows.set(row, value);
    }

    private void makeRoom(int row) {
        while (rows.size() <= row) {
            rows.add(NOTHING);
        }
    }

    private void put(int row, Object value, FieldType... types) {
        if (!List.of(types).contains(type)) {
            throw new UnsupportedOperationException(type + " takes no " + value);
        }
        put(row, value);
    }

    @Override
    public void putNull(int row) {
        put(row, null);
    }

    @Override
    public void putBoolean(int row, boolean value) {
        put(row, value, Scalar.BOOLEAN);
    }

    @Override
    public void putByte(int row, byte value) {
        put(row, value, Scalar.BYTE);
    }

    @Override
    public void putShort(int row, short value) {
        put(row, value, Scalar.SHORT);
    }

    @Override
    public void putInt(int row, int value) {
        put(row, value, Scalar.INT, Scalar.DATE);
    }

    @Override
    public void putLong(int row, long value) {
        if (type instanceof DecimalType decimal && decimal.fitsLong()) {
            put(row, BigDecimal.valueOf(value, decimal.scale()));
        } else {
            put(
                    row,
                    value,
                    Scalar.LONG,
                    Scalar.TIMESTAMP,
                    Scalar.TIMESTAMP_NTZ,
                    Scalar.DAY_TIME_INTERVAL);
        }
    }

    @Override
    public void putFloat(int row, float value) {
        put(row, value, Scalar.FLOAT);
    }

    @Override
    public void putDouble(int row, double value) {
        put(row, value, Scalar.DOUBLE);
    }

    @Override
    public void putBytes(int row, byte[] source, int offset, int length) {
        boolean text = type == Scalar.STRING;
        put(
                row,
                text
                        ? new String(source, offset, length, StandardCharsets.UTF_8)
                        : HexFormat.of().formatHex(source, offset, offset + length),
                Scalar.STRING,
                Scalar.BINARY);
    }

    @Override
    public void putDecimal(int row, BigDecimal value) {
        if (!(type instanceof DecimalType decimal)
                || decimal.fitsLong()
                || decimal.scale() != value.scale()) {
            throw new UnsupportedOperationException(type + " takes no " + value);
        }
        put(row, value);
    }

    @Override
    public void putStruct(int row) {
        if (!(type instanceof StructType)) {
            throw new UnsupportedOperationException(type + " takes no struct");
        }
        put(row, Present.STRUCT);
    }

    @Override
    public void putArray(int row, int first, int count) {
        if (!(type instanceof ArrayType)) {
            throw new UnsupportedOperationException(type + " takes no array");
        }
        put(row, new Span(first, count));
    }

    @Override
    public void putMap(int row, int first, int count) {
        if (!(type instanceof MapType)) {
            throw new UnsupportedOperationException(type + " takes no map");
        }
        put(row, new Span(first, count));
    }

    @Override
    public ColumnSink child(int position) {
        return children.get(position);
    }

    @Override
    public ColumnSource source() {
        return new CollectedSource(this);
    }

    CollectedColumn field(int position) {
        return children.get(position);
    }

    /** The value of a row without what is below it. */
    Object shallow(int row) {
        Object value = row < rows.size() ? rows.get(row) : NOTHING;
        if (value == NOTHING) {
            throw new IllegalStateException("nothing was put at row " + row);
        }
        return value;
    }

    FieldType type() {
        return type;
    }

    @Override
    public int addRow() {
        int row = rows.size();
        takeRow(row);
        return row;
    }

    private void takeRow(int row) {
        makeRoom(row);
        if (type instanceof StructType) {
            children.forEach(child -> child.takeRow(row));
        }
    }
}
