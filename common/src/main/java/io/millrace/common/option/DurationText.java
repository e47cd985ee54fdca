package io.millrace.common.option;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 5 minutes}, {@code 1h}. */
public final class DurationText {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*([a-z]*)");

    private DurationText() {}

    /**
     * Reads a duration; a bare number is milliseconds.
     *
     * @throws IllegalArgumentException if the text is no duration
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            switch (matcher.group(2)) {
                case "", "ms", "millis", "millisecond", "milliseconds":
                    return Duration.ofMillis(number);
                case "s", "sec", "second", "seconds":
                    return Duration.ofSeconds(number);
                case "m", "min", "minute", "minutes":
                    return Duration.ofMinutes(number);
                case "h", "hour", "hours":
                    return Duration.ofHours(number);
                case "d", "day", "days":
                    return Duration.ofDays(number);
                default:
                    break;
            }
        }
        throw new IllegalArgumentException("a duration such as 500ms, 10s, 5m or 1h");
    }

    /** Writes a duration in the largest unit that holds it without a fraction. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
