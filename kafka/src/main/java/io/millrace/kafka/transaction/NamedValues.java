package io.millrace.kafka.transaction;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text that is kept beside an offset in a consumer group: what it is and its version, then
 * values with names: {@code millrace-commit/1 run=3 epoch=17}.
 */
final class NamedValues {

    private final String group;
    private final String whole;
    private final Map<String, String> values;

    private NamedValues(String group, String whole, Map<String, String> values) {
        this.group = group;
        this.whole = whole;
        this.values = values;
    }

    /** Whether the text, which anybody may have written, is meant to be of this kind. */
    static boolean isOf(String kind, String text) {
        return text != null && text.startsWith(kind + "/");
    }

    /**
     * Reads a text of the kind.
     *
     * @param group where it was found
     * @throws io.millrace.common.error.MillraceException if it is of a later version or damaged
     */
    static NamedValues read(String kind, int version, String text, String group) {
        String[] words = text.split(" ");
        String found = words[0].substring(kind.length() + 1);
        if (!found.equals(Integer.toString(version))) {
            throw unreadable(group, text, "its version is " + found + ", known is " + version);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0) {
                throw unreadable(group, text, "'" + words[i] + "' is no name=value");
            }
            values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new NamedValues(group, text, values);
    }

    static String write(String kind, int version, Map<String, ?> values) {
        return kind
                + "/"
                + version
                + values.entrySet().stream()
                        .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining());
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw unreadable("it has no '" + name + "'");
        }
        return value;
    }

    long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw unreadable("'" + name + "' is no number");
        }
    }

    private RuntimeException unreadable(String reason) {
        return unreadable(group, whole, reason);
    }

    private static RuntimeException unreadable(String group, String text, String reason) {
        return TransactionError.COMMIT_TOKEN_UNREADABLE.exception(group, text, reason);
    }
}
