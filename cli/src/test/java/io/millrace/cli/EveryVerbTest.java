package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What every verb owes its users, whoever adds it. */
class EveryVerbTest {

    static Stream<List<String>> verbs() {
        return CommandTree.all().map(CommandTree::path);
    }

    /** The command line is built of names before it is built of annotations. */
    @Test
    void isListedByTheNameOfItsAnnotation() {
        assertThat(Verbs.ALL)
                .allSatisfy(
                        (name, type) ->
                                assertThat(type.getAnnotation(CommandLine.Command.class).name())
                                        .isEqualTo(name));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void hasHelpWithAnExample(List<String> verb) {
        List<String> line = new ArrayList<>(verb);
        line.add("--help");

        Cli.Result help = new Cli().run(line.toArray(String[]::new));

        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        String name = ("millrace " + String.join(" ", verb)).strip();
        assertThat(help.out()).startsWith("Usage: " + name);
        assertThat(help.out().split("\nExample:\n")[1]).contains("millrace");
        assertThat(help.out().lines()).allMatch(l -> l.length() <= 100, "fits 100 columns");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void hasTheSameHelpThroughTheHelpVerb(List<String> verb) {
        List<String> line = new ArrayList<>(List.of("help"));
        line.addAll(verb);

        assertThat(new Cli().run(line.toArray(String[]::new)).out())
                .isEqualTo(new Cli().run(with(verb, "-h")).out());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void describesEveryArgumentInASentence(List<String> verb) {
        CommandLine command = CommandTree.find(verb);

        assertThat(command.getCommandSpec().args())
                .filteredOn(argument -> !argument.hidden())
                .allSatisfy(
                        argument ->
                                assertThat(text(argument)).as(argument.toString()).endsWith("."));
        String[] description = command.getCommandSpec().usageMessage().description();
        assertThat(String.join(" ", description)).endsWith(".");
        assertThat(description[0]).as("fits one line of a list").hasSizeLessThan(72);
    }

    private static String text(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private static String[] with(List<String> verb, String last) {
        List<String> line = new ArrayList<>(verb);
        line.add(last);
        return line.toArray(String[]::new);
    }
}
