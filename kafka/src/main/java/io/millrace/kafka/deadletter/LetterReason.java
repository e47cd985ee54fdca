package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;

/**
 * Why a record is a dead letter.
 *
 * @param code the name of an error code, or what a query calls it
 * @param message at most {@value #MOST_CHARACTERS} characters; a longer one is cut
 */
@PublicApi
public record LetterReason(String code, String message) {

    static final int MOST_CHARACTERS = 1_000;

    private static final int MOST_OF_CODE = 100;

    public LetterReason {
        code = cut(code, MOST_OF_CODE);
        message = cut(message, MOST_CHARACTERS);
    }

    /** Cuts between characters, never within a pair that makes one. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }
}
