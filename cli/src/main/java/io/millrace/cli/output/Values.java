package io.millrace.cli.output;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a value is in itself, and how people read it. */
final class Values {

    private Values() {}

    /** Opens optionals; null stands for nothing. */
    static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        return value;
    }

    /** For a table: a dash for nothing, and no character that could move the cursor. */
    static String text(Object value) {
        Object plain = plain(value);
        if (plain == null) {
            return "-";
        }
        if (plain instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        String text =
                plain instanceof Collection<?> many
                        ? many.stream().map(Values::text).collect(Collectors.joining(","))
                        : Printable.of(plain.toString());
        return text.isEmpty() ? "-" : text;
    }

    static boolean isNumber(Object value) {
        return plain(value) instanceof Number;
    }
}
