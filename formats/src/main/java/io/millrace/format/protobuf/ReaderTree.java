package io.millrace.format.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.millrace.format.ColumnSink;
import io.millrace.format.protobuf.EnumReader.Shown;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.format.protobuf.SingularField.Absent;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the readers for the columns that are asked for. */
final class ReaderTree {

    private final ProtobufFormat format;
    private final Descriptor message;
    private final UnknownColumns unknown;

    ReaderTree(ProtobufFormat format, Descriptor message, UnknownColumns unknown) {
        this.format = format;
        this.message = message;
        this.unknown = unknown;
    }

    MessageReader root(StructType schema, ColumnSink[] columns) {
        return message(message, schema, columns, new Place("", 0));
    }

    /** Where in the message a reader is: the path of the column, and how deep. */
    private record Place(String path, int depth) {
        Place field(String name) {
            return new Place(path.isEmpty() ? name : path + "." + name, depth);
        }

        Place inside() {
            return new Place(path, depth + 1);
        }
    }

    private MessageReader message(
            Descriptor type, StructType schema, ColumnSink[] columns, Place place) {
        FieldReader[] all = new FieldReader[columns.length];
        Map<FieldDescriptor, FieldReader> byField = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            Field column = schema.fields().get(i);
            FieldDescriptor field = FieldLookup.find(type, column.name());
            if (field != null) {
                all[i] = field(field, column.type(), columns[i], place.field(column.name()));
                byField.put(field, all[i]);
            } else if (unknown == UnknownColumns.NULL) {
                all[i] = new AbsentField(columns[i]);
            } else {
                throw ProtobufError.PROTOBUF_FIELD_UNKNOWN.exception(
                        place.field(column.name()).path(),
                        type.getFullName(),
                        FieldLookup.names(type));
            }
        }
        return new MessageReader(all, byNumber(type, byField, place.depth()), place.depth());
    }

    /** What is to be done with each field: read it, or see that it ends another one of a oneof. */
    private static SortedMap<Integer, FieldReader> byNumber(
            Descriptor type, Map<FieldDescriptor, FieldReader> wanted, int depth) {
        SortedMap<Integer, FieldReader> readers = new TreeMap<>();
        wanted.forEach(
                (field, reader) ->
                        readers.put(
                                field.getNumber(),
                                depth == 0 ? new StrictField(field.getName(), reader) : reader));
        for (OneofDescriptor oneof : type.getRealOneofs()) {
            if (oneof.getFields().stream().noneMatch(wanted::containsKey)) {
                continue;
            }
            for (FieldDescriptor field : oneof.getFields()) {
                List<FieldReader> others = new ArrayList<>();
                oneof.getFields().stream()
                        .filter(other -> other != field && wanted.containsKey(other))
                        .forEach(other -> others.add(wanted.get(other)));
                FieldReader reader = readers.getOrDefault(field.getNumber(), skipped(field, depth));
                readers.put(field.getNumber(), new OneofField(reader, others));
            }
        }
        return readers;
    }

    private static FieldReader skipped(FieldDescriptor field, int depth) {
        EnumNames names = field.getJavaType() == JavaType.ENUM ? new EnumNames(field) : null;
        return new SkippedField(field.getLiteType().getWireType(), names, depth);
    }

    private FieldReader field(
            FieldDescriptor field, FieldType type, ColumnSink column, Place place) {
        if (field.isMapField()) {
            return map(field, type, column, place);
        }
        if (field.isRepeated()) {
            if (!(type instanceof ArrayType array)) {
                throw mismatch(field, type, place);
            }
            ValueReader element = value(field, array.element(), column.child(0), place);
            return new RepeatedField(column, element, field.isPackable());
        }
        ValueReader value = value(field, type, column, place);
        return new SingularField(
                field.getName(), column, value, absent(field), !field.hasPresence());
    }

    private Absent absent(FieldDescriptor field) {
        if (field.isRequired()) {
            return Absent.ERROR;
        }
        boolean byDefault =
                field.hasDefaultValue() || format.emitDefaults() && !field.hasPresence();
        return byDefault ? Absent.DEFAULT : Absent.NULL;
    }

    private FieldReader map(FieldDescriptor field, FieldType type, ColumnSink column, Place place) {
        if (!(type instanceof MapType map)) {
            throw mismatch(field, type, place);
        }
        Place inside = place.inside();
        FieldDescriptor keyField = field.getMessageType().getFields().get(0);
        FieldDescriptor valueField = field.getMessageType().getFields().get(1);
        FieldReader key = entryPart(keyField, map.key(), column.child(0), inside.field("key"));
        FieldReader value =
                entryPart(valueField, map.value(), column.child(1), inside.field("value"));
        SortedMap<Integer, FieldReader> parts = new TreeMap<>();
        parts.put(keyField.getNumber(), key);
        parts.put(valueField.getNumber(), value);
        MessageReader entry =
                new MessageReader(new FieldReader[] {key, value}, parts, inside.depth());
        return new MapField(column, entry);
    }

    /** Key or value, which have their default value if they are not there. */
    private FieldReader entryPart(
            FieldDescriptor field, FieldType type, ColumnSink column, Place place) {
        ValueReader value = value(field, type, column, place);
        return new SingularField(field.getName(), column, value, Absent.DEFAULT, false);
    }

    private ValueReader value(
            FieldDescriptor field, FieldType type, ColumnSink column, Place place) {
        ValueReader reader =
                field.getJavaType() == JavaType.MESSAGE
                        ? messageValue(field, type, column, place)
                        : scalar(field, type, column);
        if (reader == null) {
            throw mismatch(field, type, place);
        }
        return reader;
    }

    /** A reader of values that are no messages, or null where the types do not belong together. */
    private static ValueReader scalar(FieldDescriptor field, FieldType type, ColumnSink column) {
        Object byDefault = byDefault(field);
        IntegerCoding coding = IntegerCoding.of(field.getType());
        boolean unsigned = IntegerCoding.isUnsigned(field.getType());
        JavaType java = field.getJavaType();
        if (java == JavaType.INT && type == Scalar.INT) {
            return new IntReader(column, coding, (int) byDefault);
        } else if (java == JavaType.INT && type == Scalar.LONG) {
            return new WideIntReader(column, coding, unsigned, (int) byDefault);
        } else if (java == JavaType.LONG && type == Scalar.LONG) {
            return new LongReader(column, coding, (long) byDefault);
        } else if (java == JavaType.LONG && unsigned && type.equals(UnsignedLongReader.TYPE)) {
            return new UnsignedLongReader(column, coding, (long) byDefault);
        } else if (java == JavaType.FLOAT && type == Scalar.FLOAT) {
            return new FloatReader(column, (float) byDefault);
        } else if (java == JavaType.DOUBLE && type == Scalar.DOUBLE) {
            return new DoubleReader(column, (double) byDefault);
        } else if (java == JavaType.BOOLEAN && type == Scalar.BOOLEAN) {
            return new BooleanReader(column, (boolean) byDefault);
        } else if (java == JavaType.STRING && type == Scalar.STRING) {
            byte[] text = ((String) byDefault).getBytes(StandardCharsets.UTF_8);
            return new StringReader(column, field.needsUtf8Check(), text);
        } else if (java == JavaType.BYTE_STRING && type == Scalar.BINARY) {
            return new BytesReader(column, ((ByteString) byDefault).toByteArray());
        } else if (java == JavaType.ENUM && (type == Scalar.STRING || type == Scalar.INT)) {
            Shown shown = type == Scalar.STRING ? Shown.NAME : Shown.NUMBER;
            int number = ((EnumValueDescriptor) byDefault).getNumber();
            return new EnumReader(column, new EnumNames(field), shown, number);
        }
        return null;
    }

    private static Object byDefault(FieldDescriptor field) {
        if (!field.isRepeated()) {
            return field.getDefaultValue();
        }
        return switch (field.getJavaType()) {
            case INT -> 0;
            case LONG -> 0L;
            case FLOAT -> 0f;
            case DOUBLE -> 0d;
            case BOOLEAN -> false;
            case STRING -> "";
            case BYTE_STRING -> ByteString.EMPTY;
            case ENUM -> field.getEnumType().getValues().get(0);
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private ValueReader messageValue(
            FieldDescriptor field, FieldType type, ColumnSink column, Place place) {
        Descriptor message = field.getMessageType();
        Place inside = place.inside();
        if (type instanceof StructType struct) {
            ColumnSink[] children = new ColumnSink[struct.fields().size()];
            for (int i = 0; i < children.length; i++) {
                children[i] = column.child(i);
            }
            MessageReader reader = message(message, struct, children, inside);
            return MessageValue.struct(reader, groupNumber(field), column);
        }
        boolean moment =
                type == Scalar.TIMESTAMP && WellKnown.isTimestamp(message)
                        || type == Scalar.DAY_TIME_INTERVAL && WellKnown.isDuration(message);
        if (moment) {
            return moment(message, column, inside);
        }
        if (WellKnown.isWrapper(message)) {
            FieldDescriptor wrapped = WellKnown.wrapped(message);
            FieldReader value = field(wrapped, type, column, inside);
            return new MessageValue(reader(wrapped, value, inside), groupNumber(field));
        }
        return null;
    }

    private static int groupNumber(FieldDescriptor field) {
        return field.getType() == Type.GROUP ? field.getNumber() : 0;
    }

    private static MessageReader reader(FieldDescriptor field, FieldReader reader, Place place) {
        SortedMap<Integer, FieldReader> byNumber = new TreeMap<>();
        byNumber.put(field.getNumber(), reader);
        return new MessageReader(new FieldReader[] {reader}, byNumber, place.depth());
    }

    private ValueReader moment(Descriptor message, ColumnSink column, Place place) {
        MomentValue.Kept seconds = new MomentValue.Kept();
        MomentValue.Kept nanos = new MomentValue.Kept();
        StructType schema =
                new StructType(
                        List.of(new Field("seconds", Scalar.LONG), new Field("nanos", Scalar.INT)));
        MessageReader reader = message(message, schema, new ColumnSink[] {seconds, nanos}, place);
        return new MomentValue(reader, seconds, nanos, column);
    }

    private RuntimeException mismatch(FieldDescriptor field, FieldType type, Place place) {
        return ProtobufError.PROTOBUF_TYPE_MISMATCH.exception(
                place.path(),
                ColumnTypeText.of(type),
                field.getContainingType().getFullName(),
                FieldLookup.describe(field),
                ColumnTypeText.expected(field));
    }
}
