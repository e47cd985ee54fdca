package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds fields by the names of columns, and describes them in messages. */
final class FieldLookup {

    private FieldLookup() {}

    /** The field of this name, or the only one whose name differs in case; null if none is. */
    static FieldDescriptor find(Descriptor message, String name) {
        FieldDescriptor exact = message.findFieldByName(name);
        if (exact != null) {
            return exact;
        }
        List<FieldDescriptor> similar =
                message.getFields().stream()
                        .filter(field -> field.getName().equalsIgnoreCase(name))
                        .toList();
        return similar.size() == 1 ? similar.get(0) : null;
    }

    static String names(Descriptor message) {
        return message.getFields().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.joining(", "));
    }

    /** A field as it stands in a schema, such as {@code repeated int32 counts = 3}. */
    static String describe(FieldDescriptor field) {
        String label = field.isRepeated() && !field.isMapField() ? "repeated " : "";
        return label + typeName(field) + " " + field.getName() + " = " + field.getNumber();
    }

    private static String typeName(FieldDescriptor field) {
        if (field.isMapField()) {
            List<FieldDescriptor> entry = field.getMessageType().getFields();
            return "map<" + typeName(entry.get(0)) + ", " + typeName(entry.get(1)) + ">";
        }
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
