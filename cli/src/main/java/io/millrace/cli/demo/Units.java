package io.millrace.cli.demo;

import java.util.Locale;

/** Writes values with their units as people read them. */
final class Units {

    private static final String[] PREFIXES = {"", "Ki", "Mi", "Gi", "Ti"};
    private static final double STEP = 1_024;

    private Units() {}

    /** A value in {@code percent}, {@code bytes} or {@code bytes/s}. */
    static String text(double value, String unit) {
        if (unit.equals("percent")) {
            return String.format(Locale.ROOT, "%.1f %%", value);
        }
        int prefix = 0;
        double scaled = value;
        // Rounded, for 1023.9 would be written as a whole step.
        while (Math.round(scaled) >= STEP && prefix < PREFIXES.length - 1) {
            scaled /= STEP;
            prefix++;
        }
        String per = unit.endsWith("/s") ? "/s" : "";
        return String.format(
                Locale.ROOT,
                prefix == 0 ? "%.0f %sB%s" : "%.1f %sB%s",
                scaled,
                PREFIXES[prefix],
                per);
    }
}
