package io.millrace.benchmark.protocol;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The one way to write a row of an answer, for engines and for what they are checked against. */
public final class AnswerRow {

    private static final String SEPARATOR = "\t";

    private AnswerRow() {}

    /**
     * A row as one line.
     *
     * @param values numbers, booleans, null, and text without tabs and line ends
     */
    public static String of(Object... values) {
        return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    }
}
