package io.millrace.format.protobuf.language;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what all fields have: type, name, number and options. */
final class FieldParser {

    private static final Map<String, Type> SCALARS =
            Arrays.stream(Type.values())
                    .filter(
                            type ->
                                    type != Type.TYPE_GROUP
                                            && type != Type.TYPE_MESSAGE
                                            && type != Type.TYPE_ENUM)
                    .collect(
                            Collectors.toMap(
                                    type ->
                                            type.name()
                                                    .substring("TYPE_".length())
                                                    .toLowerCase(Locale.ROOT),
                                    Function.identity()));

    private final Tokens tokens;
    private final Constants constants;

    FieldParser(Tokens tokens) {
        this.tokens = tokens;
        this.constants = new Constants(tokens);
    }

    /** The type; whether a name is one of a message or an enum is found when it is resolved. */
    void type(FieldDescriptorProto.Builder field) {
        if (tokens.peek().is("group")) {
            throw tokens.refused("groups are not understood; declare a message instead");
        }
        String name = tokens.path();
        Type scalar = SCALARS.get(name);
        if (scalar != null) {
            field.setType(scalar);
        } else {
            field.setTypeName(name);
        }
    }

    void nameAndNumber(FieldDescriptorProto.Builder field) {
        field.setName(tokens.name());
        tokens.expect("=");
        field.setNumber(tokens.number());
        if (tokens.take("[")) {
            do {
                option(field);
            } while (tokens.take(","));
            tokens.expect("]");
        }
        tokens.expect(";");
    }

    private void option(FieldDescriptorProto.Builder field) {
        String name = constants.skipName();
        tokens.expect("=");
        if (name.equals("packed")) {
            field.getOptionsBuilder().setPacked(constants.truth());
        } else if (name.equals("default")) {
            field.setDefaultValue(defaultValue(field, constants.plain()));
        } else {
            constants.skip();
        }
    }

    private String defaultValue(FieldDescriptorProto.Builder field, String value) {
        return switch (field.getType()) {
            case TYPE_STRING -> constants.unescaped(value);
            case TYPE_BYTES -> constants.escapedBytes(value);
            default -> value;
        };
    }

    /** A name as the name of a type: {@code user_id} becomes {@code UserId}. */
    static String camelCase(String name) {
        StringBuilder result = new StringBuilder();
        boolean upper = true;
        for (char c : name.toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                result.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return result.toString();
    }
}
