package io.millrace.common.option;

import io.millrace.common.PublicApi;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 512}, {@code 64KiB}, {@code 8MiB} or {@code 2GiB}. */
@PublicApi
public record DataSize(long bytes) {

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,15})\\s*(b|k|kb|kib|m|mb|mib|g|gb|gib)?");
    private static final long UNIT = 1024;

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static DataSize ofMebibytes(long mebibytes) {
        return new DataSize(Math.multiplyExact(mebibytes, UNIT * UNIT));
    }

    /**
     * Reads a size; all units are powers of 1,024 and case does not matter.
     *
     * @throws IllegalArgumentException if the text is no size
     */
    public static DataSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a size such as 64KiB, 8MiB or 2GiB");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "b" : matcher.group(2);
        return switch (unit.charAt(0)) {
            case 'k' -> new DataSize(Math.multiplyExact(number, UNIT));
            case 'm' -> new DataSize(Math.multiplyExact(number, UNIT * UNIT));
            case 'g' -> new DataSize(Math.multiplyExact(number, UNIT * UNIT * UNIT));
            default -> new DataSize(number);
        };
    }

    @Override
    public String toString() {
        long gibibyte = UNIT * UNIT * UNIT;
        if (bytes > 0 && bytes % gibibyte == 0) {
            return bytes / gibibyte + "GiB";
        }
        if (bytes > 0 && bytes % (UNIT * UNIT) == 0) {
            return bytes / (UNIT * UNIT) + "MiB";
        }
        if (bytes > 0 && bytes % UNIT == 0) {
            return bytes / UNIT + "KiB";
        }
        return Long.toString(bytes);
    }
}
