package io.millrace.pipeline.statement;

/** What stands before a statement: white space and comments. */
final class Lead {

    private Lead() {}

    /** How many characters of the text come before its first word. */
    static int length(String text) {
        int i = 0;
        while (i < text.length()) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
            } else if (text.startsWith("--", i)) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end + 1;
            } else if (text.startsWith("/*", i) && !text.startsWith("/*+", i)) {
                int end = text.indexOf("*/", i + 2);
                i = end < 0 ? text.length() : end + 2;
            } else {
                break;
            }
        }
        return i;
    }
}
