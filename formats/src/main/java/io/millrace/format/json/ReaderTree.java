package io.millrace.format.json;

import io.millrace.format.ColumnSink;
import io.millrace.format.FormatError;
import io.millrace.format.plain.WallClock;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the readers for a schema. */
final class ReaderTree {

    /**
     * With the levels that may be skipped below them, these are fewer than Spark's parser takes.
     */
    static final int MAX_DEPTH = 256;

    private final ReaderTools tools;
    private final WallClock clock;

    ReaderTree(ReaderTools tools) {
        this.tools = tools;
        clock = new WallClock(tools.format().zone());
    }

    /** How many levels of objects and arrays a document of this type has. */
    static int depth(FieldType type) {
        if (type instanceof ArrayType array) {
            return 1 + depth(array.element());
        } else if (type instanceof MapType map) {
            return 1 + depth(map.value());
        } else if (type instanceof StructType struct) {
            return 1 + struct.fields().stream().mapToInt(f -> depth(f.type())).max().orElse(0);
        }
        return 0;
    }

    /**
     * Makes the reader of an object.
     *
     * @param columns one for each field
     */
    ObjectReader object(StructType schema, ColumnSink[] columns) {
        return object(schema, columns, null);
    }

    /**
     * Makes the reader of a root object.
     *
     * @param columns one for each field
     * @param guard tests the object while it is read; null where every one is wanted
     */
    ObjectReader object(StructType schema, ColumnSink[] columns, RowGuard guard) {
        ValueReader[] readers = new ValueReader[columns.length];
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            Field field = schema.fields().get(i);
            readers[i] =
                    guard != null && guard.testsText(i)
                            ? new GuardedTextReader(text(columns[i]), guard, i)
                            : reader(field.type(), columns[i], field.name());
            // Of columns with the same name Spark fills the last one.
            positions.put(field.name(), i);
        }
        List<FieldName> wanted = new ArrayList<>();
        positions.forEach((name, position) -> addName(wanted, name, readers[position], position));
        return new ObjectReader(readers, wanted, tools, guard);
    }

    private StringReader text(ColumnSink column) {
        return new StringReader(column, tools.text());
    }

    /** Text that is not Unicode has no bytes, and no plain document has a field of such a name. */
    private static void addName(
            List<FieldName> names, String name, ValueReader reader, int position) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            names.add(new FieldName(bytes, reader, position));
        }
    }

    private ValueReader reader(FieldType type, ColumnSink column, String path) {
        if (type instanceof Scalar scalar) {
            return scalar(scalar, column);
        } else if (type instanceof DecimalType decimal) {
            return new DecimalReader(column, decimal, tools.number());
        } else if (type instanceof ArrayType array) {
            return new ArrayReader(column, reader(array.element(), column.child(0), path));
        } else if (type instanceof MapType map) {
            if (map.key() != Scalar.STRING) {
                throw FormatError.MAP_KEY_NOT_STRING.exception(path, "JSON", map.key());
            }
            ValueReader value = reader(map.value(), column.child(1), path);
            return new MapReader(column, column.child(0), value, tools.text());
        }
        StructType struct = (StructType) type;
        ColumnSink[] children = new ColumnSink[struct.fields().size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = column.child(i);
        }
        return new StructReader(column, object(struct, children));
    }

    private ValueReader scalar(Scalar type, ColumnSink column) {
        JsonFormat format = tools.format();
        return switch (type) {
            case BOOLEAN -> new BooleanReader(column);
            case BYTE -> new ByteReader(column);
            case SHORT -> new ShortReader(column);
            case INT -> new IntReader(column);
            case LONG -> new LongReader(column);
            case FLOAT -> new FloatReader(column, tools.number());
            case DOUBLE -> new DoubleReader(column, tools.number());
            case STRING -> text(column);
            case BINARY -> new BinaryReader(column, tools.scratch());
            case DATE ->
                    format.dates()
                            .<ValueReader>map(r -> new FormattedDateReader(column, r, tools.text()))
                            .orElseGet(() -> new DateReader(column));
            case TIMESTAMP ->
                    format.timestamps()
                            .<ValueReader>map(
                                    r -> new FormattedTimestampReader(column, r, tools.text()))
                            .orElseGet(() -> new TimestampReader(column, tools.timestamp(), clock));
            case DAY_TIME_INTERVAL -> new NotPlainReader(column);
            case TIMESTAMP_NTZ ->
                    format.localTimestamps()
                            .<ValueReader>map(r -> new FormattedReader(column, r, tools.text()))
                            .orElseGet(() -> new LocalTimestampReader(column, tools.timestamp()));
        };
    }
}
