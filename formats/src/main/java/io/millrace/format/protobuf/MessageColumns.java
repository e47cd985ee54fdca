package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import io.millrace.format.protobuf.ProtobufFormat.Enums;
import io.millrace.format.protobuf.ProtobufFormat.Unsigned;
import io.millrace.format.protobuf.ProtobufFormat.Wrappers;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes columns of the fields of a message, of the types that Spark gives them. */
final class MessageColumns {

    private final ProtobufFormat format;

    MessageColumns(ProtobufFormat format) {
        this.format = format;
    }

    StructType schema(Descriptor message) {
        List<Field> fields = fields(message, Map.of(message.getFullName(), 1));
        if (fields.isEmpty()) {
            throw ProtobufError.PROTOBUF_NO_COLUMNS.exception(message.getFullName());
        }
        return new StructType(fields);
    }

    /**
     * @param levels how often each message lies around these fields
     */
    private List<Field> fields(Descriptor message, Map<String, Integer> levels) {
        List<Field> fields = new ArrayList<>();
        for (FieldDescriptor field : message.getFields()) {
            type(field, levels).ifPresent(type -> fields.add(new Field(field.getName(), type)));
        }
        return fields;
    }

    /** The type of a column; none for a field that would go too deep or has no fields itself. */
    private Optional<FieldType> type(FieldDescriptor field, Map<String, Integer> levels) {
        if (field.isMapField()) {
            List<FieldDescriptor> entry = field.getMessageType().getFields();
            return value(entry.get(0), levels)
                    .flatMap(k -> value(entry.get(1), levels).map(v -> new MapType(k, v)));
        }
        Optional<FieldType> value = value(field, levels);
        return field.isRepeated() ? value.map(ArrayType::new) : value;
    }

    private Optional<FieldType> value(FieldDescriptor field, Map<String, Integer> levels) {
        return switch (field.getJavaType()) {
            case INT -> Optional.of(widens(field, Type.UINT32) ? Scalar.LONG : Scalar.INT);
            case LONG ->
                    Optional.of(widens(field, Type.UINT64) ? UnsignedLongReader.TYPE : Scalar.LONG);
            case FLOAT -> Optional.of(Scalar.FLOAT);
            case DOUBLE -> Optional.of(Scalar.DOUBLE);
            case BOOLEAN -> Optional.of(Scalar.BOOLEAN);
            case STRING -> Optional.of(Scalar.STRING);
            case BYTE_STRING -> Optional.of(Scalar.BINARY);
            case ENUM -> Optional.of(format.enums() == Enums.NAMES ? Scalar.STRING : Scalar.INT);
            case MESSAGE -> message(field, levels);
        };
    }

    private boolean widens(FieldDescriptor field, Type unsignedType) {
        return format.unsigned() == Unsigned.WIDENED && field.getType() == unsignedType;
    }

    private Optional<FieldType> message(FieldDescriptor field, Map<String, Integer> levels) {
        Descriptor message = field.getMessageType();
        if (WellKnown.isTimestamp(message)) {
            return Optional.of(Scalar.TIMESTAMP);
        }
        if (WellKnown.isDuration(message)) {
            return Optional.of(Scalar.DAY_TIME_INTERVAL);
        }
        if (format.wrappers() == Wrappers.VALUES && WellKnown.isWrapper(message)) {
            return value(WellKnown.wrapped(message), levels);
        }
        int level = levels.getOrDefault(message.getFullName(), 0);
        if (level > 0 && format.maxRecursion() == 0) {
            throw ProtobufError.PROTOBUF_RECURSION.exception(
                    message.getFullName(), field.getFullName());
        }
        if (level > 0 && level >= format.maxRecursion()) {
            return Optional.empty();
        }
        Map<String, Integer> inside = new HashMap<>(levels);
        inside.put(message.getFullName(), level + 1);
        List<Field> fields = fields(message, inside);
        return fields.isEmpty() ? Optional.empty() : Optional.of(new StructType(fields));
    }
}
