package io.millrace.dstream;

import java.util.regex.Pattern;

/** A compiled pattern as an expression that says all that the pattern does. */
final class PatternFlags {

    private PatternFlags() {}

    /** The expression of a pattern, with the flags that it was compiled with. */
    static String inline(Pattern pattern) {
        int flags = pattern.flags();
        String regex =
                (flags & Pattern.LITERAL) == 0
                        ? pattern.pattern()
                        : Pattern.quote(pattern.pattern());
        StringBuilder letters = new StringBuilder();
        append(letters, flags, Pattern.CASE_INSENSITIVE, 'i');
        append(letters, flags, Pattern.UNIX_LINES, 'd');
        append(letters, flags, Pattern.MULTILINE, 'm');
        append(letters, flags, Pattern.DOTALL, 's');
        append(letters, flags, Pattern.UNICODE_CASE, 'u');
        append(letters, flags, Pattern.COMMENTS, 'x');
        append(letters, flags, Pattern.UNICODE_CHARACTER_CLASS, 'U');
        return letters.isEmpty() ? regex : "(?" + letters + ")" + regex;
    }

    private static void append(StringBuilder letters, int flags, int flag, char letter) {
        if ((flags & flag) != 0) {
            letters.append(letter);
        }
    }
}
