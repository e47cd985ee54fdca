package io.millrace.benchmark.answer;

/**
 * Tells multisets of rows apart: how many there are, and sums of two hashes of each, 128 bits
 * together. Not thread-safe.
 */
final class RowDigest {

    private static final long FIRST = 0x100000001b3L;
    static final long SECOND = 0x9e3779b97f4a7c15L;

    private long rows;
    private long first;
    private long second;

    void add(String row) {
        rows++;
        first += hash(row, FIRST);
        second += hash(row, SECOND);
    }

    long rows() {
        return rows;
    }

    static long hash(String row, long factor) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < row.length(); i++) {
            hash = (hash ^ row.charAt(i)) * factor;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        return hash ^ hash >>> 32;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowDigest digest
                && digest.rows == rows
                && digest.first == first
                && digest.second == second;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
