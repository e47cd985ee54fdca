package io.millrace.cli;

import io.millrace.cli.output.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be told of a command line before it is read by the rules of its verb. */
final class CommandWords {

    private static final String OUTPUT = "--output";

    private CommandWords() {}

    /**
     * The arguments that are neither options nor the value of the one global option with a value.
     */
    static List<String> of(String... arguments) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals(OUTPUT)) {
                i++;
            } else if (!arguments[i].startsWith("-")) {
                words.add(arguments[i]);
            }
        }
        return words;
    }

    /** The output format that a command line asks for, which may be wrong elsewhere. */
    static Optional<OutputFormat> format(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(OUTPUT + "=")) {
                return parse(arguments[i].substring(OUTPUT.length() + 1));
            }
            if (arguments[i].equals(OUTPUT) && i + 1 < arguments.length) {
                return parse(arguments[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static Optional<OutputFormat> parse(String value) {
        try {
            return Optional.of(OutputFormat.parse(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
