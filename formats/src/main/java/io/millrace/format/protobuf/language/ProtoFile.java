package io.millrace.format.protobuf.language;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import io.millrace.format.protobuf.language.Token.Kind;

/**
 * Reads schemas in the language of Protobuf (proto2 and proto3): what concerns the encoding of
 * messages. Options that do not, services and extensions are passed over. Names are left to be
 * resolved by those who make descriptors of the files.
 *
 * <p>Refused are editions and groups.
 */
public final class ProtoFile {

    private final Tokens tokens;
    private final Constants constants;
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();

    private ProtoFile(String name, String text) {
        tokens = new Tokens(text);
        constants = new Constants(tokens);
        file.setName(name);
    }

    /**
     * Reads one file.
     *
     * @param name the path by which other files import it
     * @throws ProtoSyntaxException if it cannot be read
     */
    public static FileDescriptorProto parse(String name, String text) {
        return new ProtoFile(name, text).parse();
    }

    private FileDescriptorProto parse() {
        if (tokens.peek().is("edition")) {
            throw tokens.refused("editions are not understood, only proto2 and proto3");
        }
        if (tokens.take("syntax")) {
            tokens.expect("=");
            String syntax = tokens.string();
            if (!syntax.equals("proto2") && !syntax.equals("proto3")) {
                throw tokens.refused("the syntax '" + syntax + "' is neither proto2 nor proto3");
            }
            file.setSyntax(syntax);
            tokens.expect(";");
        }
        while (tokens.peek().kind() != Kind.END) {
            statement();
        }
        return file.build();
    }

    private void statement() {
        if (tokens.take("import")) {
            importFile();
        } else if (tokens.take("package")) {
            file.setPackage(tokens.path());
            tokens.expect(";");
        } else if (tokens.take("option")) {
            constants.skipOption();
        } else if (tokens.take("message")) {
            file.addMessageType(new MessageParser(tokens, isProto3()).message(tokens.name()));
        } else if (tokens.take("enum")) {
            file.addEnumType(new EnumParser(tokens).enumType());
        } else if (tokens.take("extend") || tokens.take("service")) {
            tokens.path();
            constants.skipBlock();
        } else if (!tokens.take(";")) {
            throw tokens.unexpected("a message, an enum or another declaration");
        }
    }

    private boolean isProto3() {
        return file.getSyntax().equals("proto3");
    }

    private void importFile() {
        boolean isPublic = tokens.take("public");
        if (!isPublic) {
            tokens.take("weak");
        }
        if (isPublic) {
            file.addPublicDependency(file.getDependencyCount());
        }
        file.addDependency(tokens.string());
        tokens.expect(";");
    }
}
