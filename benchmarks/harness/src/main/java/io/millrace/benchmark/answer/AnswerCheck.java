package io.millrace.benchmark.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Compares rows with those that are right: the same rows, each as often, in any order. Of an answer
 * of millions of rows only a digest is kept.
 */
public final class AnswerCheck {

    /** Of an answer up to this size the first row that differs can be shown. */
    private static final int SHOWABLE = 200_000;

    private final RowDigest expected = new RowDigest();
    private final List<String> expectedRows;
    private final Predicate<String> counts;

    public AnswerCheck(List<String> expected) {
        this(expected, row -> true);
    }

    /**
     * @param counts which rows of an engine are compared at all
     */
    public AnswerCheck(List<String> expected, Predicate<String> counts) {
        this.counts = counts;
        expected.forEach(this.expected::add);
        this.expectedRows = expected.size() <= SHOWABLE ? sorted(expected) : List.of();
    }

    /** What is wrong with the rows in one line, or empty if nothing is. They are read once. */
    public Optional<String> problem(Iterable<String> answer) {
        RowDigest digest = new RowDigest();
        List<String> rows = new ArrayList<>();
        for (String row : answer) {
            if (counts.test(row)) {
                digest.add(row);
                if (rows.size() < SHOWABLE) {
                    rows.add(row);
                }
            }
        }
        if (digest.equals(expected)) {
            return Optional.empty();
        }
        String sizes = digest.rows() + " rows, expected " + expected.rows();
        boolean showable = Math.max(digest.rows(), expected.rows()) <= SHOWABLE;
        return Optional.of(
                showable ? sizes + firstDifference(sorted(rows)) : sizes + "; they differ");
    }

    private String firstDifference(List<String> rows) {
        int same = 0;
        int shorter = Math.min(rows.size(), expectedRows.size());
        while (same < shorter && rows.get(same).equals(expectedRows.get(same))) {
            same++;
        }
        return "; in sorted order the first that differs is "
                + shown(rows, same)
                + ", expected "
                + shown(expectedRows, same);
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
