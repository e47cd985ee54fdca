package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.List;
import java.util.Set;

/** Messages that Spark takes for a value of another kind. */
final class WellKnown {

    private static final Set<String> WRAPPERS =
            Set.of(
                    "google.protobuf.BoolValue",
                    "google.protobuf.Int32Value",
                    "google.protobuf.UInt32Value",
                    "google.protobuf.Int64Value",
                    "google.protobuf.UInt64Value",
                    "google.protobuf.FloatValue",
                    "google.protobuf.DoubleValue",
                    "google.protobuf.StringValue",
                    "google.protobuf.BytesValue");

    private WellKnown() {}

    static boolean isTimestamp(Descriptor message) {
        return message.getName().equals("Timestamp") && isMoment(message);
    }

    static boolean isDuration(Descriptor message) {
        return message.getName().equals("Duration") && isMoment(message);
    }

    /** Spark looks at the names, whatever the package. */
    private static boolean isMoment(Descriptor message) {
        List<FieldDescriptor> fields = message.getFields();
        return fields.size() == 2
                && is(fields.get(0), "seconds", JavaType.LONG)
                && is(fields.get(1), "nanos", JavaType.INT);
    }

    private static boolean is(FieldDescriptor field, String name, JavaType type) {
        return field.getName().equals(name) && field.getJavaType() == type && !field.isRepeated();
    }

    /** Whether this message wraps one value, so that it can be absent. */
    static boolean isWrapper(Descriptor message) {
        return WRAPPERS.contains(message.getFullName());
    }

    static FieldDescriptor wrapped(Descriptor wrapper) {
        return wrapper.getFields().get(0);
    }
}
