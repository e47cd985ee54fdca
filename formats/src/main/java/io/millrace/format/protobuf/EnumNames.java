package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of the values of an enum as bytes. */
final class EnumNames {

    private final int[] numbers;
    private final byte[][] names;
    private final String unknownPrefix;

    /** Whether a field has no other values than these. */
    private final boolean closed;

    EnumNames(FieldDescriptor field) {
        EnumDescriptor type = field.getEnumType();
        numbers =
                type.getValues().stream()
                        .mapToInt(EnumValueDescriptor::getNumber)
                        .distinct()
                        .sorted()
                        .toArray();
        names = new byte[numbers.length][];
        for (int i = 0; i < numbers.length; i++) {
            names[i] =
                    type.findValueByNumber(numbers[i]).getName().getBytes(StandardCharsets.UTF_8);
        }
        unknownPrefix = "UNKNOWN_ENUM_VALUE_" + type.getName() + "_";
        closed = field.legacyEnumFieldTreatedAsClosed();
    }

    /** Whether a field can have this number. */
    boolean has(int number) {
        return !closed || index(number) >= 0;
    }

    /** The name of a number, for one that is not declared the name that Protobuf gives it. */
    byte[] name(int number) {
        int index = index(number);
        return index >= 0
                ? names[index]
                : (unknownPrefix + number).getBytes(StandardCharsets.UTF_8);
    }

    private int index(int number) {
        // Most enums count from 0.
        return number >= 0 && number < numbers.length && numbers[number] == number
                ? number
                : Arrays.binarySearch(numbers, number);
    }
}
