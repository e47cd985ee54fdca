package io.millrace.format.protobuf.language;

/**
 * A word of the language.
 *
 * @param text as it is written; of a string, what stands between its quotes, escapes as they are
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        /** A name or a keyword, which are the same to the language. */
        NAME,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean is(String word) {
        return kind != Kind.STRING && text.equals(word);
    }

    /** As it is shown in an error. */
    String shown() {
        return kind == Kind.END ? "the end of the schema" : "'" + text + "'";
    }
}
