package io.millrace.format.protobuf.language;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.InvalidEscapeSequenceException;
import io.millrace.format.protobuf.language.Token.Kind;

/** The values of options, of which most are passed over. */
final class Constants {

    private final Tokens tokens;

    Constants(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Passes over {@code option (name) = value;} behind the first word. */
    void skipOption() {
        skipName();
        tokens.expect("=");
        skip();
        tokens.expect(";");
    }

    /** The name of an option: names, and names of extensions in parentheses. */
    String skipName() {
        StringBuilder name = new StringBuilder();
        do {
            name.append(name.isEmpty() ? "" : ".");
            if (tokens.take("(")) {
                name.append('(').append(tokens.path()).append(')');
                tokens.expect(")");
            } else {
                name.append(tokens.name());
            }
        } while (tokens.take("."));
        return name.toString();
    }

    /** Passes over a value. */
    void skip() {
        if (tokens.peek().is("{")) {
            skipBlock();
        } else {
            plain();
        }
    }

    /** A value that is not made of others, as descriptors write it; strings with their escapes. */
    String plain() {
        if (tokens.peek().kind() == Kind.STRING) {
            return tokens.string();
        }
        String sign = tokens.take("-") ? "-" : "";
        Kind kind = tokens.peek().kind();
        if (kind == Kind.NUMBER) {
            return sign + tokens.next().text();
        } else if (kind == Kind.NAME) {
            return sign + tokens.path();
        }
        throw tokens.unexpected("a value");
    }

    boolean truth() {
        if (tokens.take("true")) {
            return true;
        }
        tokens.expect("false");
        return false;
    }

    /** The text that a string with escapes stands for. */
    String unescaped(String string) {
        return bytes(string).toStringUtf8();
    }

    /** Bytes as descriptors write them. */
    String escapedBytes(String string) {
        return TextFormat.escapeBytes(bytes(string));
    }

    private ByteString bytes(String string) {
        try {
            return TextFormat.unescapeBytes(string);
        } catch (InvalidEscapeSequenceException e) {
            throw tokens.refused(e.getMessage());
        }
    }

    /** Passes over everything between braces, the first of which comes next. */
    void skipBlock() {
        tokens.expect("{");
        int depth = 1;
        while (depth > 0) {
            Token token = tokens.next();
            if (token.kind() == Kind.END) {
                throw tokens.unexpected("'}'");
            }
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
        }
    }
}
