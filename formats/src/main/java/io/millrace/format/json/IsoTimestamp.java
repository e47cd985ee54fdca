package io.millrace.format.json;

/**
 * The timestamp that was scanned last: a date, or {@code yyyy-MM-dd HH:mm:ss} with a space or a T
 * between date and time, then up to nine digits of a fraction, then a Z or {@code +hh:mm}.
 */
final class IsoTimestamp {

    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int TIME_LENGTH = 8;
    private static final int OFFSET_LENGTH = 6;
    private static final int MAX_FRACTION_DIGITS = 9;

    /** Java ends at 18:00; so far no clock has been further off than 15:13. */
    private static final int MAX_OFFSET_HOURS = 17;

    private long localSeconds;
    private int micros;
    private boolean zoned;
    private int offsetSeconds;

    /** Seconds since 1970-01-01T00:00:00 of the clock that the timestamp was read from. */
    long localSeconds() {
        return localSeconds;
    }

    /** Whether the timestamp says by how much its clock differs from UTC. */
    boolean zoned() {
        return zoned;
    }

    int offsetSeconds() {
        return offsetSeconds;
    }

    /** Microseconds since 1970-01-01T00:00:00 of a clock with this offset from UTC. */
    long micros(int offset) {
        return (localSeconds - offset) * MICROS_PER_SECOND + micros;
    }

    /**
     * Scans a string that holds a timestamp.
     *
     * @param from the position after the opening quote
     * @return the position after the closing quote, or {@code NOT_PLAIN}
     */
    int scan(byte[] data, int from, int end) {
        int days = IsoDate.days(data, from, end);
        if (days == IsoDate.UNREADABLE) {
            return ValueReader.NOT_PLAIN;
        }
        localSeconds = (long) days * SECONDS_PER_DAY;
        micros = 0;
        zoned = false;
        int at = from + IsoDate.LENGTH;
        if (at < end && (data[at] == 'T' || data[at] == ' ')) {
            at = scanTime(data, at + 1, end);
        }
        return at >= 0 && at < end && data[at] == '"' ? at + 1 : ValueReader.NOT_PLAIN;
    }

    private int scanTime(byte[] data, int from, int end) {
        if (from + TIME_LENGTH > end || data[from + 2] != ':' || data[from + 5] != ':') {
            return ValueReader.NOT_PLAIN;
        }
        int hour = IsoDate.twoDigits(data, from);
        int minute = IsoDate.twoDigits(data, from + 3);
        int second = IsoDate.twoDigits(data, from + 6);
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return ValueReader.NOT_PLAIN;
        }
        localSeconds += hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
        int at = from + TIME_LENGTH;
        if (at < end && data[at] == '.') {
            at = scanFraction(data, at + 1, end);
        }
        return at < 0 ? ValueReader.NOT_PLAIN : scanOffset(data, at, end);
    }

    /** Spark drops what is finer than a microsecond. */
    private int scanFraction(byte[] data, int from, int end) {
        int next = Digits.end(data, from, Math.min(end, from + MAX_FRACTION_DIGITS));
        int unit = MICROS_PER_SECOND;
        for (int at = from; at < next; at++) {
            unit /= 10;
            micros += unit * (data[at] - '0');
        }
        return next == from ? ValueReader.NOT_PLAIN : next;
    }

    private int scanOffset(byte[] data, int at, int end) {
        if (at >= end || data[at] == '"') {
            return at;
        }
        zoned = true;
        offsetSeconds = 0;
        if (data[at] == 'Z') {
            return at + 1;
        }
        boolean west = data[at] == '-';
        if (at + OFFSET_LENGTH > end || !west && data[at] != '+' || data[at + 3] != ':') {
            return ValueReader.NOT_PLAIN;
        }
        int hours = IsoDate.twoDigits(data, at + 1);
        int minutes = IsoDate.twoDigits(data, at + 4);
        if ((hours | minutes) < 0 || hours > MAX_OFFSET_HOURS || minutes > 59) {
            return ValueReader.NOT_PLAIN;
        }
        int seconds = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE;
        offsetSeconds = west ? -seconds : seconds;
        return at + OFFSET_LENGTH;
    }
}
