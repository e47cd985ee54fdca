package io.millrace.format.protobuf.language;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import java.util.Set;

/** Reads messages. */
final class MessageParser {

    private static final int MAX_DEPTH = 64;

    /** Words that begin a declaration, unless a field has a type of that name. */
    private static final Set<String> LABELS = Set.of("optional", "required", "repeated");

    private final Tokens tokens;
    private final Constants constants;
    private final boolean proto3;
    private int depth;

    MessageParser(Tokens tokens, boolean proto3) {
        this.tokens = tokens;
        this.constants = new Constants(tokens);
        this.proto3 = proto3;
    }

    /** Reads a message behind its name. */
    DescriptorProto message(String name) {
        if (++depth > MAX_DEPTH) {
            throw tokens.refused("messages are declared more than " + MAX_DEPTH + " levels deep");
        }
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        tokens.expect("{");
        while (!tokens.take("}")) {
            statement(message);
        }
        depth--;
        addOneofsOfOptionalFields(message);
        return message.build();
    }

    private void statement(DescriptorProto.Builder message) {
        if (tokens.take("message")) {
            message.addNestedType(message(tokens.name()));
        } else if (tokens.take("enum")) {
            message.addEnumType(new EnumParser(tokens).enumType());
        } else if (tokens.take("oneof")) {
            oneof(message);
        } else if (tokens.take("option")) {
            constants.skipOption();
        } else if (tokens.take("extend")) {
            tokens.path();
            constants.skipBlock();
        } else if (tokens.take("reserved") || tokens.take("extensions")) {
            // Extensions are passed over when a message is read, like unknown fields.
            skipToEnd();
        } else if (!tokens.take(";")) {
            field(message);
        }
    }

    private void skipToEnd() {
        while (!tokens.take(";")) {
            if (tokens.peek().is("}") || tokens.next().kind() == Token.Kind.END) {
                throw tokens.unexpected("';'");
            }
        }
    }

    private void field(DescriptorProto.Builder message) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder();
        String word = tokens.peek().text();
        boolean labelled = LABELS.contains(word);
        if (labelled) {
            tokens.next();
        }
        field.setLabel(
                switch (word) {
                    case "repeated" -> Label.LABEL_REPEATED;
                    case "required" -> Label.LABEL_REQUIRED;
                    default -> Label.LABEL_OPTIONAL;
                });
        if (word.equals("optional") && proto3) {
            field.setProto3Optional(true);
        }
        if (!labelled && tokens.take("map")) {
            if (tokens.take("<")) {
                map(message, field);
                return;
            }
            throw tokens.unexpected("'<'");
        }
        if (!labelled && !proto3 && !tokens.peek().is("group")) {
            throw tokens.unexpected("'optional', 'required' or 'repeated'");
        }
        FieldParser parser = new FieldParser(tokens);
        parser.type(field);
        parser.nameAndNumber(field);
        message.addField(field);
    }

    private void map(DescriptorProto.Builder message, FieldDescriptorProto.Builder field) {
        FieldParser parser = new FieldParser(tokens);
        FieldDescriptorProto.Builder key = entryPart("key", 1);
        FieldDescriptorProto.Builder value = entryPart("value", 2);
        parser.type(key);
        tokens.expect(",");
        parser.type(value);
        tokens.expect(">");
        parser.nameAndNumber(field);
        String entryName = FieldParser.camelCase(field.getName()) + "Entry";
        DescriptorProto.Builder entry =
                DescriptorProto.newBuilder().setName(entryName).addField(key).addField(value);
        entry.getOptionsBuilder().setMapEntry(true);
        message.addNestedType(entry);
        message.addField(
                field.setLabel(Label.LABEL_REPEATED)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(entryName));
    }

    private static FieldDescriptorProto.Builder entryPart(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private void oneof(DescriptorProto.Builder message) {
        int index = message.getOneofDeclCount();
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(tokens.name()));
        tokens.expect("{");
        while (!tokens.take("}")) {
            if (tokens.take("option")) {
                constants.skipOption();
            } else if (!tokens.take(";")) {
                FieldDescriptorProto.Builder field =
                        FieldDescriptorProto.newBuilder()
                                .setLabel(Label.LABEL_OPTIONAL)
                                .setOneofIndex(index);
                FieldParser parser = new FieldParser(tokens);
                parser.type(field);
                parser.nameAndNumber(field);
                message.addField(field);
            }
        }
    }

    /** An optional field of proto3 is alone in a oneof, which comes after the declared ones. */
    private static void addOneofsOfOptionalFields(DescriptorProto.Builder message) {
        for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
            if (field.getProto3Optional()) {
                field.setOneofIndex(message.getOneofDeclCount());
                message.addOneofDecl(
                        OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
            }
        }
    }
}
