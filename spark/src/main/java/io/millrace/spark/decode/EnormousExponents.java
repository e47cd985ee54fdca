package io.millrace.spark.decode;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Exponents such as that of {@code 1e999999999}, for which Spark occupies a core for hours where it
 * reads a decimal: it writes the number out digit by digit before it finds that it does not fit.
 */
final class EnormousExponents {

    /** Far beyond what any decimal type holds, and soon written out. */
    private static final int ENOUGH = 10_000;

    private static final Pattern MAYBE = Pattern.compile("(?<=[0-9.][eE][-+]?)[0-9]{5,}");

    private EnormousExponents() {}

    /**
     * A text with smaller ones in their place that say the same of each number in it: that it is
     * beyond all decimals, or nothing. The text itself if there are none.
     */
    static String bounded(String text) {
        Matcher found = MAYBE.matcher(text);
        // As many digits as the text has cannot bring a number back from there.
        int limit = text.length() + ENOUGH;
        return found.find()
                ? found.replaceAll(digits -> isBeyond(digits.group(), limit) ? "" + limit : "$0")
                : text;
    }

    private static boolean isBeyond(String digits, int limit) {
        String significant = digits.replaceFirst("^0+", "");
        return significant.length() > 9
                || !significant.isEmpty() && Integer.parseInt(significant) > limit;
    }
}
