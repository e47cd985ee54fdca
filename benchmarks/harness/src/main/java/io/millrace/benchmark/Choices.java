package io.millrace.benchmark;

import io.millrace.common.option.NearestName;
import java.util.List;
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
     * The things of these names, each once; all of them where no name is given.
     *
     * @throws ParameterException if a name is unknown
     */
    List<T> pick(List<String> names, CommandLine command) {
        return names.isEmpty()
                ? all
                : names.stream().map(name -> one(name.strip(), command)).distinct().toList();
    }

    private T one(String name, CommandLine command) {
        return all.stream()
                .filter(choice -> nameOf.apply(choice).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, command));
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
