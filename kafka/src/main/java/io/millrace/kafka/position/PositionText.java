package io.millrace.kafka.position;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells offsets, distances and times apart by their form alone, never by their size. */
final class PositionText {

    private static final Pattern NUMBER = Pattern.compile("([-@]?)(\\d{1,18})");
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendLiteral('T')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalStart()
                    .appendOffsetId()
                    .toFormatter(Locale.ROOT);

    private PositionText() {}

    static LogPosition parse(String text) {
        String word = text.strip();
        switch (word.toLowerCase(Locale.ROOT)) {
            case "earliest", "beginning":
                return new LogPosition.Earliest();
            case "latest", "end":
                return new LogPosition.Latest();
            default:
                break;
        }
        Matcher number = NUMBER.matcher(word);
        if (!number.matches()) {
            return new LogPosition.AtTime(time(word));
        }
        long value = Long.parseLong(number.group(2));
        return switch (number.group(1)) {
            case "-" -> new LogPosition.BeforeEnd(value);
            case "@" -> new LogPosition.AtTime(Instant.ofEpochMilli(value));
            default -> new LogPosition.AtOffset(value);
        };
    }

    private static Instant time(String text) {
        try {
            TemporalAccessor time =
                    TIME.parseBest(
                            text.toUpperCase(Locale.ROOT),
                            OffsetDateTime::from,
                            LocalDateTime::from,
                            LocalDate::from);
            Instant instant = instantOf(time);
            // Kafka reads negative timestamps as commands.
            if (instant.toEpochMilli() >= 0) {
                return instant;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(LogPosition.EXPECTED, e);
        }
        throw new IllegalArgumentException("a time of 1970 or later");
    }

    private static Instant instantOf(TemporalAccessor time) {
        if (time instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
