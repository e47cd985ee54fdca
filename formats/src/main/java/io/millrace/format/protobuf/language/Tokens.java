package io.millrace.format.protobuf.language;

import io.millrace.format.protobuf.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The words of a schema, one after the other. */
final class Tokens {

    private final List<Token> tokens;
    private int at;

    Tokens(String text) {
        tokens = new Scanner(text).scan();
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        if (!peek().is(word)) {
            return false;
        }
        at++;
        return true;
    }

    void expect(String word) {
        if (!take(word)) {
            throw unexpected("'" + word + "'");
        }
    }

    /** A name without dots. */
    String name() {
        if (peek().kind() != Kind.NAME) {
            throw unexpected("a name");
        }
        return next().text();
    }

    /** A name with dots in it, and maybe one in front. */
    String path() {
        StringBuilder path = new StringBuilder(take(".") ? "." : "");
        path.append(name());
        while (take(".")) {
            path.append('.').append(name());
        }
        return path.toString();
    }

    /** A whole number, maybe negative, that fits 32 bits. */
    int number() {
        Token start = peek();
        boolean negative = take("-");
        if (peek().kind() != Kind.NUMBER) {
            throw unexpected("a whole number");
        }
        String digits = next().text();
        try {
            return Math.toIntExact(Long.decode((negative ? "-" : "") + digits));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new ProtoSyntaxException(
                    start.line(), "'" + digits + "' is not a whole number of 32 bits");
        }
    }

    /** A string, of which the parts may stand in several quotes. */
    String string() {
        if (peek().kind() != Kind.STRING) {
            throw unexpected("a string in quotes");
        }
        StringBuilder text = new StringBuilder();
        while (peek().kind() == Kind.STRING) {
            text.append(next().text());
        }
        return text.toString();
    }

    ProtoSyntaxException unexpected(String expected) {
        return new ProtoSyntaxException(
                peek().line(), "expected " + expected + " instead of " + peek().shown());
    }

    ProtoSyntaxException refused(String reason) {
        return new ProtoSyntaxException(peek().line(), reason);
    }

    /** Cuts a text into words. */
    private static final class Scanner {

        private final String text;
        private final List<Token> found = new ArrayList<>();
        private int at;
        private int line = 1;

        Scanner(String text) {
            this.text = text;
        }

        List<Token> scan() {
            while (true) {
                skipBlank();
                if (at == text.length()) {
                    found.add(new Token(Kind.END, "", line));
                    return found;
                }
                char c = text.charAt(at);
                if (c == '"' || c == '\'') {
                    scanString(c);
                } else if (isNamePart(c) && !isDigit(c)) {
                    scanWhile(Kind.NAME);
                } else if (isDigit(c)
                        || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
                    scanNumber();
                } else {
                    found.add(new Token(Kind.SYMBOL, String.valueOf(c), line));
                    at++;
                }
            }
        }

        private void skipBlank() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (text.startsWith("//", at)) {
                    int end = text.indexOf('\n', at);
                    at = end < 0 ? text.length() : end;
                } else if (text.startsWith("/*", at)) {
                    int end = text.indexOf("*/", at + 2);
                    if (end < 0) {
                        throw new ProtoSyntaxException(line, "a comment does not end");
                    }
                    line += (int) text.substring(at, end).chars().filter(x -> x == '\n').count();
                    at = end + 2;
                } else if (Character.isWhitespace(c) || c == '\uFEFF') {
                    line += c == '\n' ? 1 : 0;
                    at++;
                } else {
                    return;
                }
            }
        }

        private void scanWhile(Kind kind) {
            int from = at;
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            found.add(new Token(kind, text.substring(from, at), line));
        }

        private void scanNumber() {
            int from = at;
            while (at < text.length()) {
                char c = text.charAt(at);
                boolean sign = (c == '+' || c == '-') && (text.charAt(at - 1) | 0x20) == 'e';
                boolean hexadecimal = text.startsWith("0x", from) || text.startsWith("0X", from);
                if (!isNamePart(c) && c != '.' && (!sign || hexadecimal)) {
                    break;
                }
                at++;
            }
            found.add(new Token(Kind.NUMBER, text.substring(from, at), line));
        }

        private void scanString(char quote) {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != quote) {
                if (text.charAt(end) == '\n') {
                    throw new ProtoSyntaxException(line, "a string does not end in its line");
                }
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            if (end >= text.length()) {
                throw new ProtoSyntaxException(line, "a string does not end");
            }
            found.add(new Token(Kind.STRING, text.substring(at + 1, end), line));
            at = end + 1;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isNamePart(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_';
        }
    }
}
