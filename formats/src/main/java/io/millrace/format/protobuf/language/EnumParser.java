package io.millrace.format.protobuf.language;

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;

/** Reads enums. */
final class EnumParser {

    private final Tokens tokens;
    private final Constants constants;

    EnumParser(Tokens tokens) {
        this.tokens = tokens;
        this.constants = new Constants(tokens);
    }

    /** Reads an enum behind the word {@code enum}. */
    EnumDescriptorProto enumType() {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName(tokens.name());
        tokens.expect("{");
        while (!tokens.take("}")) {
            statement(type);
        }
        return type.build();
    }

    private void statement(EnumDescriptorProto.Builder type) {
        if (tokens.take(";")) {
            return;
        }
        String word = tokens.name();
        if (tokens.peek().is("=")) {
            tokens.expect("=");
            type.addValue(
                    EnumValueDescriptorProto.newBuilder().setName(word).setNumber(tokens.number()));
            skipOptions();
            tokens.expect(";");
        } else if (word.equals("option")) {
            option(type);
        } else if (word.equals("reserved")) {
            while (!tokens.take(";")) {
                tokens.next();
                if (tokens.peek().kind() == Token.Kind.END) {
                    throw tokens.unexpected("';'");
                }
            }
        } else {
            throw tokens.unexpected("'='");
        }
    }

    private void option(EnumDescriptorProto.Builder type) {
        if (tokens.peek().is("allow_alias")) {
            tokens.next();
            tokens.expect("=");
            type.getOptionsBuilder().setAllowAlias(constants.truth());
            tokens.expect(";");
        } else {
            constants.skipOption();
        }
    }

    private void skipOptions() {
        if (tokens.take("[")) {
            do {
                constants.skipName();
                tokens.expect("=");
                constants.skip();
            } while (tokens.take(","));
            tokens.expect("]");
        }
    }
}
