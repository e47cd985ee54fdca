package io.millrace.spark.sink.jdbc.database;

/**
 * A row of a task.
 *
 * @param number its place among the rows of the task, from 1
 * @param values as JDBC takes them, in the order of the columns
 */
record NumberedRow(long number, Object[] values) {

    private static final int OBJECT = 24;

    /** About how much memory it takes. */
    long bytes() {
        long bytes = 2L * OBJECT;
        for (Object value : values) {
            bytes += OBJECT + bytes(value);
        }
        return bytes;
    }

    private static long bytes(Object value) {
        if (value instanceof String text) {
            return OBJECT + 2L * text.length();
        }
        if (value instanceof byte[] binary) {
            return binary.length;
        }
        if (value instanceof Object[] array) {
            long bytes = OBJECT;
            for (Object element : array) {
                bytes += OBJECT + bytes(element);
            }
            return bytes;
        }
        return value == null ? 0 : OBJECT;
    }
}
