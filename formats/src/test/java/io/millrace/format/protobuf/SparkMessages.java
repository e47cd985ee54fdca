package io.millrace.format.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UninitializedMessageException;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.math.BigDecimal;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Spark's {@code from_protobuf} gives for a message, by the rules of its deserializer over the
 * dynamic messages of Protobuf's own library. Spark's module itself is not among the dependencies.
 */
final class SparkMessages {

    private final Descriptor type;
    private final boolean emitDefaults;

    SparkMessages(Descriptor type, boolean emitDefaults) {
        this.type = type;
        this.emitDefaults = emitDefaults;
    }

    /** The row, as columns in memory hold it; nothing for a malformed message. */
    Optional<Map<String, Object>> read(byte[] bytes, StructType schema) {
        try {
            DynamicMessage message = DynamicMessage.parseFrom(type, bytes);
            boolean mismatch =
                    message.getUnknownFields().asMap().keySet().stream()
                            .anyMatch(number -> type.findFieldByNumber(number) != null);
            return mismatch ? Optional.empty() : Optional.of(struct(message, schema));
        } catch (InvalidProtocolBufferException
                | UninitializedMessageException
                | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> struct(Message message, StructType schema) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field column : schema.fields()) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(column.name());
            values.put(column.name(), field(message, field, column.type()));
        }
        return values;
    }

    private Object field(Message message, FieldDescriptor field, FieldType type) {
        if (field.isRepeated()) {
            return repeated((List<?>) message.getField(field), field, type);
        }
        boolean there =
                message.hasField(field)
                        || field.hasDefaultValue()
                        || !field.hasPresence() && emitDefaults;
        return there ? value(message.getField(field), field, type) : null;
    }

    private List<Object> repeated(List<?> values, FieldDescriptor field, FieldType type) {
        List<Object> result = new ArrayList<>();
        for (Object value : values) {
            if (type instanceof MapType map) {
                Message entry = (Message) value;
                FieldDescriptor key = field.getMessageType().getFields().get(0);
                FieldDescriptor mapped = field.getMessageType().getFields().get(1);
                result.add(
                        new SimpleEntry<>(
                                value(entry.getField(key), key, map.key()),
                                value(entry.getField(mapped), mapped, map.value())));
            } else {
                result.add(value(value, field, ((ArrayType) type).element()));
            }
        }
        return result;
    }

    private Object value(Object value, FieldDescriptor field, FieldType type) {
        if (field.getJavaType() == JavaType.MESSAGE) {
            return message((Message) value, type);
        } else if (value instanceof ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        } else if (value instanceof EnumValueDescriptor constant) {
            return type == Scalar.STRING ? (Object) constant.getName() : constant.getNumber();
        } else if (type instanceof DecimalType) {
            return new BigDecimal(Long.toUnsignedString((long) value));
        } else if (type == Scalar.LONG && value instanceof Integer number) {
            return Integer.toUnsignedLong(number);
        }
        return value;
    }

    private Object message(Message message, FieldType type) {
        if (type instanceof StructType struct) {
            return struct(message, struct);
        }
        List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
        if (type == Scalar.TIMESTAMP || type == Scalar.DAY_TIME_INTERVAL) {
            long seconds = (long) message.getField(fields.get(0));
            int nanos = (int) message.getField(fields.get(1));
            return Math.multiplyExact(seconds * 1_000, 1_000L) + nanos / 1_000;
        }
        return field(message, fields.get(0), type);
    }
}
