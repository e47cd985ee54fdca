package io.millrace.common.option;

import io.millrace.common.PublicApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Options that have been read and checked. Immutable. */
@PublicApi
public final class OptionValues {

    private final Map<String, Object> values;
    private final Map<String, String> texts;
    private final Map<String, Map<String, String>> passed;
    private final List<String> warnings;

    OptionValues(
            Map<String, Object> values,
            Map<String, String> texts,
            Map<String, Map<String, String>> passed,
            List<String> warnings) {
        this.values = Map.copyOf(values);
        this.texts = Map.copyOf(texts);
        this.passed = new LinkedHashMap<>(passed);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * The value, or the default.
     *
     * @throws NoSuchElementException if the option was not given and has no default
     */
    public <T> T get(Option<T> option) {
        return find(option)
                .or(option::defaultValue)
                .orElseThrow(() -> new NoSuchElementException(option.key()));
    }

    /** The value if it was given; defaults do not count. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Option<T> option) {
        return Optional.ofNullable((T) values.get(option.key()));
    }

    /** Whether the option was given. */
    public boolean isSet(Option<?> option) {
        return values.containsKey(option.key());
    }

    /** The text of the value as it was given. */
    public Optional<String> text(Option<?> option) {
        return Optional.ofNullable(texts.get(option.key()));
    }

    /** The options under a prefix that are handed on unread, without the prefix. */
    public Map<String, String> withPrefix(String prefix) {
        return Map.copyOf(passed.getOrDefault(prefix, Map.of()));
    }

    /** What the user should hear though nothing is wrong: renamed keys. */
    public List<String> warnings() {
        return warnings;
    }
}
