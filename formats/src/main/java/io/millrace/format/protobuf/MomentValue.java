package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads messages of seconds and nanoseconds as microseconds: timestamps and durations. */
final class MomentValue extends MessageValue {

    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /** Keeps a number that was put. */
    static final class Kept implements ColumnSink {
        private long value;

        @Override
        public void putInt(int row, int number) {
            value = number;
        }

        @Override
        public void putLong(int row, long number) {
            value = number;
        }

        @Override
        public void putNull(int row) {
            value = 0;
        }
    }

    private final ColumnSink column;
    private final Kept seconds;
    private final Kept nanos;

    /**
     * @param message puts its fields into the two columns that follow
     */
    MomentValue(MessageReader message, Kept seconds, Kept nanos, ColumnSink column) {
        super(message, 0);
        this.seconds = seconds;
        this.nanos = nanos;
        this.column = column;
    }

    /** Spark checks the second multiplication only. */
    @Override
    void complete(int row) {
        long millis = seconds.value * MILLIS_PER_SECOND;
        long micros = millis * MICROS_PER_MILLI;
        if (Math.multiplyHigh(millis, MICROS_PER_MILLI) != micros >> Long.SIZE - 1) {
            throw MalformedMessage.BAD_TIME;
        }
        column.putLong(row, micros + nanos.value / NANOS_PER_MICRO);
    }
}
