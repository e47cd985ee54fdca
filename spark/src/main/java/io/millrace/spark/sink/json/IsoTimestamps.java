package io.millrace.spark.sink.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import org.apache.spark.sql.internal.LegacyBehaviorPolicy;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Timestamps in the format that Spark's generator has when nothing else is asked for: {@code
 * 2026-11-30T18:58:34.123Z}. {@code DateTimeFormatter} takes longer for one of them than the rest
 * of a small record takes. Not thread-safe.
 */
final class IsoTimestamps {

    private static final String FORMAT = "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXXXX]";
    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int SECONDS_OF_MINUTE = 60;

    private final ZoneRules zone;
    private LocalDate date = LocalDate.EPOCH;
    private long day;

    IsoTimestamps(ZoneId zone) {
        this.zone = zone.getRules();
    }

    static boolean isFormat(String format) {
        return format.equals(FORMAT)
                && SQLConf.get().legacyTimeParserPolicy() != LegacyBehaviorPolicy.LEGACY();
    }

    /**
     * Appends the timestamp in quotes.
     *
     * @return false if nothing was appended, since its year or its offset has another form
     */
    boolean append(JsonBuffer json, long micros) {
        long second = Math.floorDiv(micros, MICROS_OF_SECOND);
        int offset =
                zone.isFixedOffset()
                        ? zone.getOffset(Instant.EPOCH).getTotalSeconds()
                        : zone.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        long local = second + offset;
        LocalDate localDate = date(Math.floorDiv(local, SECONDS_OF_DAY));
        int year = localDate.getYear();
        if (year < 1 || year > 9_999 || offset % SECONDS_OF_MINUTE != 0) {
            return false;
        }
        int secondOfDay = Math.floorMod(local, SECONDS_OF_DAY);
        json.append('"');
        json.appendDigits(year, 4);
        json.append('-');
        json.appendDigits(localDate.getMonthValue(), 2);
        json.append('-');
        json.appendDigits(localDate.getDayOfMonth(), 2);
        json.append('T');
        appendHoursAndMinutes(json, secondOfDay);
        json.append(':');
        json.appendDigits(secondOfDay % SECONDS_OF_MINUTE, 2);
        json.append('.');
        json.appendDigits((int) (Math.floorMod(micros, MICROS_OF_SECOND) / 1_000), 3);
        appendOffset(json, offset);
        json.append('"');
        return true;
    }

    private LocalDate date(long epochDay) {
        if (epochDay != day) {
            date = LocalDate.ofEpochDay(epochDay);
            day = epochDay;
        }
        return date;
    }

    private static void appendHoursAndMinutes(JsonBuffer json, int seconds) {
        json.appendDigits(seconds / SECONDS_OF_HOUR, 2);
        json.append(':');
        json.appendDigits(seconds % SECONDS_OF_HOUR / SECONDS_OF_MINUTE, 2);
    }

    private static void appendOffset(JsonBuffer json, int offset) {
        if (offset == 0) {
            json.append('Z');
            return;
        }
        json.append(offset < 0 ? '-' : '+');
        appendHoursAndMinutes(json, Math.abs(offset));
    }
}
