package io.millrace.common.option;

import io.millrace.common.PublicApi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of one subject (a source, a sink, a command): knows every key that the subject takes.
 *
 * @param subject what the options belong to, as it stands in messages: {@code the millrace source}
 * @param options the options, in the order of the reference page
 * @param prefixes prefixes whose keys are handed on unread, each with its one-sentence doc
 */
@PublicApi
public record OptionGroup(String subject, List<Option<?>> options, Map<String, String> prefixes) {

    public OptionGroup {
        options = List.copyOf(options);
        prefixes = Collections.unmodifiableMap(new LinkedHashMap<>(prefixes));
    }

    /**
     * Reads raw options: checks every key and every value.
     *
     * @param raw keys in any case
     * @throws io.millrace.common.error.MillraceException if a key is unknown or a value does not
     *     fit
     */
    public OptionValues parse(Map<String, String> raw) {
        Map<String, Option<?>> byKey = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> known = new ArrayList<>();
        for (Option<?> option : options) {
            byKey.put(option.key(), option);
            option.aliases().forEach(alias -> byKey.put(alias, option));
            known.add(option.key());
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Map<String, String>> passed = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        raw.forEach(
                (key, text) -> {
                    Option<?> option = byKey.get(key);
                    if (option != null) {
                        if (!option.key().equalsIgnoreCase(key)) {
                            warnings.add(
                                    "Option '" + key + "' is now called '" + option.key() + "'.");
                        }
                        values.put(option.key(), read(option, text));
                        texts.put(option.key(), text);
                        return;
                    }
                    String prefix = prefixOf(key);
                    if (prefix == null) {
                        throw unknown(key, known);
                    }
                    passed.computeIfAbsent(prefix, p -> new LinkedHashMap<>())
                            .put(key.substring(prefix.length()), text);
                });
        return new OptionValues(values, texts, passed, warnings);
    }

    /** Whether this subject takes the key, by name or by prefix. */
    public boolean takes(String key) {
        return prefixOf(key) != null
                || options.stream()
                        .anyMatch(
                                o ->
                                        o.key().equalsIgnoreCase(key)
                                                || o.aliases().stream()
                                                        .anyMatch(key::equalsIgnoreCase));
    }

    private static <T> T read(Option<T> option, String text) {
        try {
            return option.parser().apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String shown = option.secret() ? "[redacted]" : text;
            throw OptionError.INVALID_OPTION.causedBy(e, option.key(), shown, e.getMessage());
        }
    }

    private String prefixOf(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        for (String prefix : prefixes.keySet()) {
            if (lower.startsWith(prefix) && lower.length() > prefix.length()) {
                return prefix;
            }
        }
        return null;
    }

    private RuntimeException unknown(String key, List<String> known) {
        String suggestion =
                NearestName.of(key, known)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("It takes: " + String.join(", ", known) + ".");
        return OptionError.UNKNOWN_OPTION.exception(key, subject, suggestion);
    }
}
