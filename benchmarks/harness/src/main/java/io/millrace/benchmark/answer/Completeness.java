package io.millrace.benchmark.answer;

import java.util.Arrays;
import java.util.Optional;

/**
 * Compares millions of rows where some may be there more than once: each must be there at least
 * once, and no other. Rows are told apart by 64 bits.
 */
public final class Completeness {

    private final Hashes expected = new Hashes();
    private final Hashes found = new Hashes();
    private long repeated;

    public void expect(String row) {
        expected.add(row);
    }

    public void find(String row) {
        found.add(row);
    }

    /** How many rows were found again; known once {@link #problem} was asked for. */
    public long repeated() {
        return repeated;
    }

    /** What is wrong in one line, or empty if nothing is. */
    public Optional<String> problem() {
        long[] right = expected.sorted();
        long[] rows = found.sorted();
        long missing = 0;
        long unknown = 0;
        repeated = 0;
        int at = 0;
        for (int i = 0; i < rows.length; i++) {
            if (i > 0 && rows[i] == rows[i - 1]) {
                repeated++;
                continue;
            }
            while (at < right.length && right[at] < rows[i]) {
                at++;
                missing++;
            }
            if (at < right.length && right[at] == rows[i]) {
                at++;
            } else {
                unknown++;
            }
        }
        missing += right.length - at;
        return missing == 0 && unknown == 0
                ? Optional.empty()
                : Optional.of(missing + " rows are missing, " + unknown + " are not right");
    }

    /** Hashes of rows, in an array that grows. */
    private static final class Hashes {

        private long[] values = new long[1024];
        private int size;

        void add(String row) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = RowDigest.hash(row, RowDigest.SECOND);
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
