package io.millrace.benchmark.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Compares rows with those that are right: the same rows, each as often, in any order. */
public final class AnswerCheck {

    private final List<String> expected;

    public AnswerCheck(List<String> expected) {
        this.expected = sorted(expected);
    }

    /** What is wrong with the rows in one line, or empty if nothing is. */
    public Optional<String> problem(List<String> answer) {
        List<String> rows = sorted(answer);
        if (rows.equals(expected)) {
            return Optional.empty();
        }
        int same = 0;
        int shorter = Math.min(rows.size(), expected.size());
        while (same < shorter && rows.get(same).equals(expected.get(same))) {
            same++;
        }
        return Optional.of(
                rows.size()
                        + " rows, expected "
                        + expected.size()
                        + "; in sorted order the first that differs is "
                        + shown(rows, same)
                        + ", expected "
                        + shown(expected, same));
    }

    private static List<String> sorted(List<String> rows) {
        List<String> sorted = new ArrayList<>(rows);
        Collections.sort(sorted);
        return sorted;
    }

    private static String shown(List<String> rows, int index) {
        return index < rows.size() ? "[" + rows.get(index).replace('\t', ' ') + "]" : "none";
    }
}
