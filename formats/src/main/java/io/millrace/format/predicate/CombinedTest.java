package io.millrace.format.predicate;

/** All or any of several tests, or the opposite of one. */
abstract class CombinedTest extends RowTest {

    /** The least truth of several tests. */
    static final class All extends CombinedTest {

        private final RowTest[] parts;

        All(RowTest[] parts) {
            this.parts = parts;
        }

        @Override
        int truth(int row) {
            int least = TRUE;
            for (int i = 0; i < parts.length && least != FALSE; i++) {
                least = Math.min(least, parts[i].truth(row));
            }
            return least;
        }

        @Override
        int truth(byte[] data, int offset, int length) {
            int least = TRUE;
            for (int i = 0; i < parts.length && least != FALSE; i++) {
                least = Math.min(least, parts[i].truth(data, offset, length));
            }
            return least;
        }
    }

    /** The greatest truth of several tests. */
    static final class Any extends CombinedTest {

        private final RowTest[] parts;

        Any(RowTest[] parts) {
            this.parts = parts;
        }

        @Override
        int truth(int row) {
            int greatest = FALSE;
            for (int i = 0; i < parts.length && greatest != TRUE; i++) {
                greatest = Math.max(greatest, parts[i].truth(row));
            }
            return greatest;
        }

        @Override
        int truth(byte[] data, int offset, int length) {
            int greatest = FALSE;
            for (int i = 0; i < parts.length && greatest != TRUE; i++) {
                greatest = Math.max(greatest, parts[i].truth(data, offset, length));
            }
            return greatest;
        }
    }

    /** The opposite of a test. */
    static final class Opposite extends CombinedTest {

        private final RowTest part;

        Opposite(RowTest part) {
            this.part = part;
        }

        @Override
        int truth(int row) {
            return TRUE - part.truth(row);
        }

        @Override
        int truth(byte[] data, int offset, int length) {
            return TRUE - part.truth(data, offset, length);
        }
    }

    /** Unknown of every row. */
    static final class Never extends CombinedTest {

        @Override
        int truth(int row) {
            return UNKNOWN;
        }

        @Override
        int truth(byte[] data, int offset, int length) {
            return UNKNOWN;
        }
    }
}
