package io.millrace.format.plain;

import static io.millrace.format.plain.Plain.NOT_PLAIN;

/**
 * The timestamp that was scanned last: a date, or {@code yyyy-MM-dd HH:mm:ss} with a space or a T
 * between date and time, then up to nine digits of a fraction, then a Z or {@code +hh:mm}.
 */
public final class IsoTimestamp {

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

    /** Whether the timestamp says by how much its clock differs from UTC. */
    public boolean zoned() {
        return zoned;
    }

    /** Microseconds since 1970-01-01T00:00:00 of the clock that the timestamp was read from. */
    public long localMicros() {
        return localSeconds * MICROS_PER_SECOND + micros;
    }

    /**
     * Microseconds since 1970-01-01T00:00:00Z.
     *
     * @param clock where the timestamp was read from if it does not say
     */
    public long micros(WallClock clock) {
        int offset = zoned ? offsetSeconds : clock.offset(localSeconds);
        return (localSeconds - offset) * MICROS_PER_SECOND + micros;
    }

    /**
     * Scans the timestamp that begins at this position.
     *
     * @return the position after it, or {@code NOT_PLAIN}
     */
    public int scan(byte[] data, int from, int end) {
        int days = IsoDate.days(data, from, end);
        if (days == IsoDate.UNREADABLE) {
            return NOT_PLAIN;
        }
        localSeconds = (long) days * SECONDS_PER_DAY;
        micros = 0;
        zoned = false;
        int at = from + IsoDate.LENGTH;
        if (at < end && (data[at] == 'T' || data[at] == ' ')) {
            at = scanTime(data, at + 1, end);
        }
        return at;
    }

    private int scanTime(byte[] data, int from, int end) {
        if (from + TIME_LENGTH > end || data[from + 2] != ':' || data[from + 5] != ':') {
            return NOT_PLAIN;
        }
        int hour = IsoDate.twoDigits(data, from);
        int minute = IsoDate.twoDigits(data, from + 3);
        int second = IsoDate.twoDigits(data, from + 6);
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return NOT_PLAIN;
        }
        localSeconds += hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
        int at = from + TIME_LENGTH;
        if (at < end && data[at] == '.') {
            at = scanFraction(data, at + 1, end);
        }
        return at < 0 ? NOT_PLAIN : scanOffset(data, at, end);
    }

    /** Spark drops what is finer than a microsecond. */
    private int scanFraction(byte[] data, int from, int end) {
        int next = Digits.end(data, from, Math.min(end, from + MAX_FRACTION_DIGITS));
        int unit = MICROS_PER_SECOND;
        for (int at = from; at < next; at++) {
            unit /= 10;
            micros += unit * (data[at] - '0');
        }
        return next == from ? NOT_PLAIN : next;
    }

    private int scanOffset(byte[] data, int at, int end) {
        offsetSeconds = 0;
        zoned = at < end && (data[at] == 'Z' || data[at] == '+' || data[at] == '-');
        if (!zoned) {
            return at;
        }
        if (data[at] == 'Z') {
            return at + 1;
        }
        boolean west = data[at] == '-';
        if (at + OFFSET_LENGTH > end || data[at + 3] != ':') {
            return NOT_PLAIN;
        }
        int hours = IsoDate.twoDigits(data, at + 1);
        int minutes = IsoDate.twoDigits(data, at + 4);
        if ((hours | minutes) < 0 || hours > MAX_OFFSET_HOURS || minutes > 59) {
            return NOT_PLAIN;
        }
        int seconds = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE;
        offsetSeconds = west ? -seconds : seconds;
        return at + OFFSET_LENGTH;
    }
}
