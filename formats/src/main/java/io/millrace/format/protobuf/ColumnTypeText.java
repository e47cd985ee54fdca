package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.List;
import java.util.stream.Collectors;

/** Types of columns as a user declares them. */
final class ColumnTypeText {

    private ColumnTypeText() {}

    static String of(FieldType type) {
        if (type instanceof Scalar scalar) {
            return scalar(scalar);
        } else if (type instanceof DecimalType decimal) {
            return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        } else if (type instanceof ArrayType array) {
            return "ARRAY<" + of(array.element()) + ">";
        } else if (type instanceof MapType map) {
            return "MAP<" + of(map.key()) + ", " + of(map.value()) + ">";
        }
        return ((StructType) type)
                .fields().stream()
                        .map(field -> field.name() + ": " + of(field.type()))
                        .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }

    private static String scalar(Scalar type) {
        return switch (type) {
            case BYTE -> "TINYINT";
            case SHORT -> "SMALLINT";
            case LONG -> "BIGINT";
            case DAY_TIME_INTERVAL -> "INTERVAL DAY TO SECOND";
            default -> type.name();
        };
    }

    /** The types of columns that a field can be read into. */
    static String expected(FieldDescriptor field) {
        if (field.isMapField()) {
            List<FieldDescriptor> entry = field.getMessageType().getFields();
            return "MAP<" + expectedValue(entry.get(0)) + ", " + expectedValue(entry.get(1)) + ">";
        }
        String value = expectedValue(field);
        return field.isRepeated() ? "ARRAY<" + value + ">" : value;
    }

    private static String expectedValue(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> "INT or BIGINT";
            case LONG ->
                    IntegerCoding.isUnsigned(field.getType())
                            ? "BIGINT or DECIMAL(20,0)"
                            : "BIGINT";
            case BYTE_STRING -> "BINARY";
            case ENUM -> "STRING or INT";
            case MESSAGE -> expectedMessage(field);
            default -> field.getJavaType().name();
        };
    }

    private static String expectedMessage(FieldDescriptor field) {
        if (WellKnown.isTimestamp(field.getMessageType())) {
            return "TIMESTAMP or STRUCT<...>";
        } else if (WellKnown.isDuration(field.getMessageType())) {
            return "INTERVAL DAY TO SECOND or STRUCT<...>";
        } else if (WellKnown.isWrapper(field.getMessageType())) {
            return expectedValue(WellKnown.wrapped(field.getMessageType())) + " or STRUCT<...>";
        }
        return "STRUCT<...>";
    }
}
