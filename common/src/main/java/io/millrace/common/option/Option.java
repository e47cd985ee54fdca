package io.millrace.common.option;

import io.millrace.common.PublicApi;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One typed option, declared once: parser, reference page and error text are made from it.
 *
 * @param key the key as users write it; case does not matter
 * @param type what the value is, for the reference page
 * @param parser reads a value; throws {@link IllegalArgumentException} with what it expected
 * @param defaultText the default as users would write it, if there is one
 * @param doc one sentence or two
 * @param aliases former keys, still read with a warning
 * @param secret whether the value must never be shown
 */
@PublicApi
public record Option<T>(
        String key,
        String type,
        Function<String, T> parser,
        Optional<String> defaultText,
        String doc,
        List<String> aliases,
        boolean secret) {

    /** The default value, if there is one. */
    public Optional<T> defaultValue() {
        return defaultText.map(parser);
    }

    /** The same option with a default. */
    public Option<T> withDefault(String text) {
        return new Option<>(key, type, parser, Optional.of(text), doc, aliases, secret);
    }

    /** The same option, known by former keys too. */
    public Option<T> withAliases(String... former) {
        return new Option<>(key, type, parser, defaultText, doc, List.of(former), secret);
    }

    /** The same option, its value never shown. */
    public Option<T> asSecret() {
        return new Option<>(key, type, parser, defaultText, doc, aliases, true);
    }

    public static Option<String> string(String key, String doc) {
        return of(key, "string", Function.identity(), doc);
    }

    /** An option whose text another type reads. */
    public static <T> Option<T> of(
            String key, String type, Function<String, T> parser, String doc) {
        return new Option<>(key, type, parser, Optional.empty(), doc, List.of(), false);
    }

    public static Option<Boolean> bool(String key, String doc) {
        return of(key, "boolean", Option::parseBoolean, doc);
    }

    /** A whole number within inclusive bounds. */
    public static Option<Long> number(String key, long min, long max, String doc) {
        String range =
                max == Long.MAX_VALUE
                        ? "a whole number of at least " + min
                        : "a whole number from " + min + " to " + max;
        String type = max == Long.MAX_VALUE ? "long >= " + min : "long " + min + ".." + max;
        return of(key, type, text -> parseNumber(text, min, max, range), doc);
    }

    public static Option<Duration> duration(String key, String doc) {
        return of(key, "duration", DurationText::parse, doc);
    }

    public static Option<DataSize> dataSize(String key, String doc) {
        return of(key, "data size", DataSize::parse, doc);
    }

    /** One of the constants of an enum, written in lower case with hyphens. */
    public static <E extends Enum<E>> Option<E> choice(String key, Class<E> values, String doc) {
        String names =
                Arrays.stream(values.getEnumConstants())
                        .map(Option::choiceName)
                        .collect(Collectors.joining(", "));
        return of(
                key,
                names.replace(", ", " \\| "),
                text ->
                        Arrays.stream(values.getEnumConstants())
                                .filter(value -> choiceName(value).equalsIgnoreCase(text.strip()))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("one of " + names)),
                doc);
    }

    private static String choiceName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Boolean parseBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Long parseNumber(String text, long min, long max, String range) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(range, e);
        }
        throw new IllegalArgumentException(range);
    }
}
