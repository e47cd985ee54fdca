package io.millrace.benchmark.result;

import java.util.Locale;

/** How figures look in tables: the same everywhere, whatever the language of the machine. */
final class Figures {

    private static final String NONE = "-";

    private Figures() {}

    static String records(Spread perSecond) {
        return perSecond == null
                ? NONE
                : String.format(
                        Locale.ROOT,
                        "%,.0f [%,.0f..%,.0f]",
                        perSecond.median(),
                        perSecond.min(),
                        perSecond.max());
    }

    static String times(Spread ratio) {
        return ratio == null
                ? NONE
                : String.format(
                        Locale.ROOT, "%.2f [%.2f..%.2f]", ratio.median(), ratio.min(), ratio.max());
    }

    static String seconds(Double seconds) {
        return seconds == null ? NONE : String.format(Locale.ROOT, "%.2f", seconds);
    }

    static String count(Long count) {
        return count == null ? NONE : String.format(Locale.ROOT, "%,d", count);
    }
}
