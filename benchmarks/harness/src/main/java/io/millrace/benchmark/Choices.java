package io.millrace.benchmark;

import io.millrace.common.option.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The things that an option can name.
 *
 * @param option the option, as it is typed
 */
record Choices<T>(String option, List<T> all, Function<T, String> nameOf) {

    String names() {
        return String.join(", ", all.stream().map(nameOf).toList());
    }

    /**
     * The things of these names, each once; all of them where no name is given. The name of
     * variants stands for all of them, W3 for W3-100 and W3-1M.
     *
     * @throws ParameterException if a name is unknown
     */
    List<T> pick(List<String> names, CommandLine command) {
        return names.isEmpty()
                ? all
                : names.stream()
                        .flatMap(name -> named(name.strip(), command).stream())
                        .distinct()
                        .toList();
    }

    private List<T> named(String name, CommandLine command) {
        List<T> found = all.stream().filter(choice -> stands(name, nameOf.apply(choice))).toList();
        if (found.isEmpty()) {
            throw unknown(name, command);
        }
        return found;
    }

    private static boolean stands(String name, String choice) {
        return choice.equalsIgnoreCase(name)
                || choice.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + "-");
    }

    private ParameterException unknown(String name, CommandLine command) {
        String near =
                NearestName.of(name, all.stream().map(nameOf).toList())
                        .map(n -> " Did you mean '" + n + "'?")
                        .orElse("");
        return new ParameterException(
                command,
                "Invalid option '"
                        + option
                        + "' with value '"
                        + name
                        + "': expected "
                        + names()
                        + "."
                        + near);
    }
}
