package io.millrace.cli.records;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Amounts {

    private Amounts() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String records(long number) {
        return count(number) + (number == 1 ? " record" : " records");
    }

    static String bytes(long number) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        double amount = number;
        int unit = 0;
        while (amount >= 1_024 && unit < units.length - 1) {
            amount /= 1_024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
    }

    static String rate(long number, Duration duration) {
        double seconds = Math.max(1, duration.toMillis()) / 1_000.0;
        return count(Math.round(number / seconds)) + " records/s";
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
