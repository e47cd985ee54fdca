package io.millrace.cli.doctor;

import io.millrace.common.option.DataSize;
import java.util.Locale;

/** Sizes as people compare them. */
final class Sizes {

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    private Sizes() {}

    static String text(DataSize size) {
        return String.format(Locale.ROOT, "%.1f GiB", size.bytes() / GIBIBYTE);
    }
}
