package io.millrace.format.avro;

import io.millrace.format.ColumnSink;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.Container;
import org.apache.avro.Resolver.EnumAdjust;
import org.apache.avro.Resolver.ErrorAction;
import org.apache.avro.Resolver.ReaderUnion;
import org.apache.avro.Resolver.RecordAdjust;
import org.apache.avro.Resolver.WriterUnion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Makes the readers for what Avro's own resolution says is to be done with a writer's values, so
 * that the rules are those of Avro by construction.
 */
final class ReaderTree {

    private ReaderTree() {}

    /**
     * The reader of all columns of a record.
     *
     * @param reader what {@link ReadSchema} makes for the columns
     */
    static FieldReader columns(
            Schema writer, Schema reader, StructType types, ColumnSink[] columns) {
        Action action = Resolver.resolve(writer, reader);
        return action instanceof RecordAdjust record
                ? fields(record, types, columns, Tail.UNREAD)
                : error(action);
    }

    /** Whether what follows the last field that is asked for must be passed over. */
    private enum Tail {
        SKIPPED,
        UNREAD
    }

    private static FieldReader reader(Action action, FieldType type, ColumnSink column) {
        return switch (action.type) {
            case DO_NOTHING, PROMOTE -> LeafReaders.of(action.writer, action.reader, type, column);
            case ENUM -> LeafReaders.symbols((EnumAdjust) action, column);
            case CONTAINER -> container((Container) action, type, column);
            case RECORD -> struct((RecordAdjust) action, (StructType) type, column);
            case WRITER_UNION -> writerUnion((WriterUnion) action, type, column);
            case READER_UNION -> {
                ReaderUnion union = (ReaderUnion) action;
                yield branch(union.actualAction, union.firstMatch, union.reader, type, column);
            }
            case ERROR, SKIP -> error(action);
        };
    }

    private static FieldReader error(Action action) {
        String reason =
                action instanceof ErrorAction error
                        ? "its schema does not fit: " + error
                        : "its schema is of type " + action.writer.getType();
        return (in, row) -> {
            throw new MalformedAvro(reason);
        };
    }

    private static FieldReader container(Container action, FieldType type, ColumnSink column) {
        if (type instanceof MapType map) {
            FieldReader value = reader(action.elementAction, map.value(), column.child(1));
            return new MapReader(column, column.child(0), column.child(1), value);
        }
        FieldReader element =
                reader(action.elementAction, ((ArrayType) type).element(), column.child(0));
        boolean takesBytes =
                !(ValueSkipper.of(action.writer.getElementType())
                                instanceof ValueSkipper.Fixed fixed)
                        || fixed.bytes() > 0;
        return new ArrayReader(column, column.child(0), element, takesBytes);
    }

    private static FieldReader struct(RecordAdjust action, StructType type, ColumnSink column) {
        ColumnSink[] children = new ColumnSink[type.fields().size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = column.child(i);
        }
        return new StructReader(column, fields(action, type, children, Tail.SKIPPED));
    }

    /** One after the other: in the writer's order what it wrote, then what it lacks. */
    private static FieldReader fields(
            RecordAdjust action, StructType type, ColumnSink[] columns, Tail tail) {
        Map<String, Integer> positions = new HashMap<>();
        List<FieldReader> ofWriter = new ArrayList<>();
        List<FieldReader> missing = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            Schema.Field field = ReadSchema.find(action.reader, type.fields().get(i).name(), type);
            if (field == null) {
                ColumnSink column = columns[i];
                missing.add((in, row) -> column.putNull(row));
            } else {
                positions.put(field.name(), i);
            }
        }
        List<ValueSkipper> skipped = new ArrayList<>();
        int next = 0;
        for (Action ofField : action.fieldActions) {
            String name =
                    ofField.type == Action.Type.SKIP ? null : action.readerOrder[next++].name();
            Integer position = positions.get(name);
            if (position == null) {
                skipped.add(ValueSkipper.of(ofField.writer));
            } else {
                addSkipper(ofWriter, skipped);
                Field field = type.fields().get(position);
                ofWriter.add(reader(ofField, field.type(), columns[position]));
            }
        }
        if (tail == Tail.SKIPPED) {
            addSkipper(ofWriter, skipped);
        }
        for (int i = action.firstDefault; i < action.readerOrder.length; i++) {
            Schema.Field field = action.readerOrder[i];
            Integer position = positions.get(field.name());
            if (position != null) {
                Object value = action.defaults[i - action.firstDefault];
                FieldType ofColumn = type.fields().get(position).type();
                missing.add(constant(field.schema(), value, ofColumn, columns[position]));
            }
        }
        ofWriter.addAll(missing);
        FieldReader[] all = ofWriter.toArray(FieldReader[]::new);
        return (in, row) -> {
            for (FieldReader reader : all) {
                reader.read(in, row);
            }
        };
    }

    private static void addSkipper(List<FieldReader> readers, List<ValueSkipper> skipped) {
        if (!skipped.isEmpty()) {
            ValueSkipper all = ValueSkipper.sequence(skipped);
            readers.add((in, row) -> all.skip(in));
            skipped.clear();
        }
    }

    private static FieldReader constant(
            Schema schema, Object value, FieldType type, ColumnSink column) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema).write(value, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FieldReader reader = reader(Resolver.resolve(schema, schema), type, column);
        return new Constant(bytes.toByteArray(), reader);
    }

    private static FieldReader writerUnion(WriterUnion action, FieldType type, ColumnSink column) {
        FieldReader[] branches = new FieldReader[action.actions.length];
        for (int i = 0; i < branches.length; i++) {
            // Where both unions are the same, the branches are resolved one by one.
            branches[i] =
                    action.unionEquiv
                            ? branch(action.actions[i], i, action.reader, type, column)
                            : reader(action.actions[i], type, column);
        }
        return new UnionReader(branches);
    }

    /** What is read as one branch of the reader's union. */
    private static FieldReader branch(
            Action action, int branch, Schema union, FieldType type, ColumnSink column) {
        List<Schema> members = AvroTypes.branches(union);
        Schema chosen = union.getTypes().get(branch);
        if (chosen.getType() == Schema.Type.NULL
                || members.size() == 1
                || AvroTypes.number(members) != null) {
            return reader(action, type, column);
        }
        List<Field> fields = ((StructType) type).fields();
        FieldReader member = null;
        List<ColumnSink> others = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(AvroTypes.member(members.indexOf(chosen)))) {
                member = reader(action, fields.get(i).type(), column.child(i));
            } else {
                others.add(column.child(i));
            }
        }
        return new MemberReader(
                column,
                member != null ? member : skipper(action),
                others.toArray(ColumnSink[]::new));
    }

    private static FieldReader skipper(Action action) {
        if (action.type == Action.Type.ERROR) {
            return error(action);
        }
        ValueSkipper skipper = ValueSkipper.of(action.writer);
        return (in, row) -> skipper.skip(in);
    }
}
