package io.millrace.format.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * How Spark reads dates and timestamps from strings: {@code SparkDateTimeUtils.stringToDate} and
 * {@code parseTimestampString} of Spark 4.1, step by step and without regard to speed. What Spark
 * reads as a time of today is refused here, because no test can expect it.
 */
final class SparkTemporals {

    private static final int YEAR = 0;
    private static final int DAY = 2;
    private static final int HOUR = 3;
    private static final int SECOND = 5;
    private static final int FRACTION = 6;
    private static final int ZONE = 7;

    private final int[] segments = {1, 1, 1, 0, 0, 0, 0, 0, 0};
    private String zone;

    private SparkTemporals() {}

    static int date(String text) {
        byte[] bytes = trimmed(text);
        SparkTemporals date = new SparkTemporals();
        int at = date.sign(bytes);
        int segment = YEAR;
        int value = 0;
        int digits = 0;
        while (at < bytes.length && bytes[at] != ' ' && bytes[at] != 'T') {
            byte b = bytes[at++];
            if (segment < DAY && b == '-') {
                require(validDate(segment, digits));
                date.segments[segment++] = value;
                value = 0;
                digits = 0;
            } else {
                require(b >= '0' && b <= '9');
                value = value * 10 + b - '0';
                digits++;
            }
        }
        require(validDate(segment, digits) && (segment == DAY || at == bytes.length));
        date.segments[segment] = value;
        return Math.toIntExact(date.localDate(bytes).toEpochDay());
    }

    static long timestamp(String text, ZoneId session) {
        SparkTemporals parsed = parse(text);
        ZoneId zone = parsed.zone == null ? session : ZoneId.of(parsed.zone, ZoneId.SHORT_IDS);
        LocalDateTime local = parsed.localDateTime(trimmed(text));
        return micros(ZonedDateTime.of(local, zone).toInstant());
    }

    static long localTimestamp(String text) {
        SparkTemporals parsed = parse(text);
        require(parsed.zone == null);
        return micros(parsed.localDateTime(trimmed(text)).toInstant(ZoneOffset.UTC));
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000);
    }

    private static SparkTemporals parse(String text) {
        byte[] bytes = trimmed(text);
        SparkTemporals parsed = new SparkTemporals();
        int segment = YEAR;
        int value = 0;
        int digits = 0;
        int fractionDigits = 0;
        for (int at = parsed.sign(bytes); at < bytes.length; at++) {
            byte b = bytes[at];
            if (b >= '0' && b <= '9') {
                fractionDigits += segment == FRACTION ? 1 : 0;
                if (segment != FRACTION || digits < 6) {
                    value = value * 10 + b - '0';
                }
                digits++;
                continue;
            }
            require(validTimestamp(segment, digits));
            parsed.segments[segment] = value;
            value = 0;
            digits = 0;
            if (segment == SECOND && b == '.') {
                segment = FRACTION;
            } else if (segment == SECOND || segment == FRACTION) {
                parsed.zone = new String(bytes, at, bytes.length - at, StandardCharsets.UTF_8);
                parsed.zone = parsed.zone.trim();
                segment = ZONE;
                break;
            } else {
                boolean separated =
                        segment < DAY ? b == '-' : segment < HOUR ? b == ' ' || b == 'T' : b == ':';
                require(separated);
                segment++;
            }
        }
        require(validTimestamp(segment, digits));
        parsed.segments[segment] = value;
        for (; fractionDigits < 6; fractionDigits++) {
            parsed.segments[FRACTION] *= 10;
        }
        return parsed;
    }

    private static byte[] trimmed(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        require(bytes.length > 0);
        return bytes;
    }

    private int sign(byte[] bytes) {
        return bytes[0] == '-' || bytes[0] == '+' ? 1 : 0;
    }

    private LocalDate localDate(byte[] bytes) {
        int year = bytes[0] == '-' ? -segments[0] : segments[0];
        return LocalDate.of(year, segments[1], segments[2]);
    }

    private LocalDateTime localDateTime(byte[] bytes) {
        int nanos = segments[FRACTION] * 1_000;
        LocalTime time = LocalTime.of(segments[HOUR], segments[4], segments[SECOND], nanos);
        return LocalDateTime.of(localDate(bytes), time);
    }

    private static boolean validDate(int segment, int digits) {
        return segment == YEAR ? digits >= 4 && digits <= 7 : digits > 0 && digits <= 2;
    }

    private static boolean validTimestamp(int segment, int digits) {
        return switch (segment) {
            case FRACTION -> true;
            case YEAR -> digits >= 4 && digits <= 6;
            case ZONE -> digits <= 2;
            default -> digits > 0 && digits <= 2;
        };
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("Spark reads no date or time from this");
        }
    }
}
