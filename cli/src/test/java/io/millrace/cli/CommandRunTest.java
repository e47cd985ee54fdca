package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.terminal.TerminalKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandRunTest {

    private final Cli cli = new Cli();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topc | [UNKNOWN_COMMAND] Unknown command 'topc' for millrace. Did you mean 'topic'?",
                "topic lsit | [UNKNOWN_COMMAND] Unknown command 'lsit' for millrace topic. Did you"
                        + " mean 'list'?",
                "frobnicate | [UNKNOWN_COMMAND] Unknown command 'frobnicate' for millrace. See:"
                        + " millrace --help",
                "topic list --bootstap=x | [UNKNOWN_ARGUMENT] Unknown argument '--bootstap' for"
                        + " millrace topic list. Did you mean '--bootstrap'?",
                "topic list x | [UNKNOWN_ARGUMENT] Unknown argument 'x' for millrace topic list."
                        + " See: millrace topic list --help",
                "topic | [INVALID_USAGE] Invalid command line: Missing required subcommand. See:"
                        + " millrace topic --help",
                "consume | [INVALID_USAGE] Invalid command line: Missing required parameter:"
                        + " 'TOPIC'. See: millrace consume --help",
                "topic list --output xml | [INVALID_USAGE] Invalid command line: Invalid value for"
                        + " option '--output': expected table, json or jsonl, but was 'xml'. See:"
                        + " millrace topic list --help",
                "help topic lst | [UNKNOWN_COMMAND] Unknown command 'lst' for millrace topic. Did"
                        + " you mean 'list'?",
                "topic create t --partitions many | [INVALID_USAGE] Invalid command line: Invalid"
                        + " value for option '--partitions': 'many' is not an int. See: millrace"
                        + " topic create --help",
                "topic list --kafka retris=3 | [UNKNOWN_CLIENT_SETTING] Unknown Kafka client"
                        + " setting 'retris'. Did you mean 'retries'?"
            })
    void saysWhatIsWrongWithACommandLine(String line, String error) {
        Cli.Result result = cli.run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("error: " + error + "\n");
    }

    @Test
    void writesErrorsAsJsonWhenResultsAreWantedAsJson() {
        String expected =
                "{\"error\":{\"code\":\"UNKNOWN_ARGUMENT\",\"category\":\"USER\","
                        + "\"retriable\":false,\"exitCode\":2,\"message\":\"Unknown argument '--nope'"
                        + " for millrace topic list. See: millrace topic list --help\"}}\n";

        assertThat(cli.run("topic", "list", "--output", "json", "--nope").err())
                .isEqualTo(expected);
        assertThat(cli.run("--output=jsonl", "topic", "list", "--nope").err()).isEqualTo(expected);
        assertThat(
                        new Cli()
                                .environment("MILLRACE_OUTPUT", "json")
                                .run("topic", "list", "--nope")
                                .err())
                .isEqualTo(expected);
        assertThat(cli.run("topic", "list", "--output", "json").err())
                .startsWith("{\"error\":{\"code\":\"NO_BROKER_NAMED\"");
    }

    @Test
    void refusesAnEnvironmentThatItCannotRead() {
        Cli.Result result =
                new Cli()
                        .environment("MILLRACE_OUTPUT", "xml")
                        .environment("MILLRACE_BOOTSTRAP", "localhost:1")
                        .run("doctor");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "error: [INVALID_ENVIRONMENT] Invalid environment variable MILLRACE_OUTPUT"
                                + " with value 'xml': expected table, json or jsonl.\n");
    }

    @Test
    void showsHelpToWhoTypesTheBareName() {
        Cli.Result bare = cli.run();

        assertThat(bare.exitCode()).isZero();
        assertThat(bare).isEqualTo(cli.run("--help"));
        assertThat(bare.out()).startsWith("Usage: millrace");
    }

    @Test
    void showsStackTracesOnlyWhenAsked() {
        assertThat(cli.run("topic", "list").err()).doesNotContain("\tat ");
        assertThat(cli.run("topic", "list", "--debug").err())
                .startsWith("error: [NO_BROKER_NAMED]")
                .contains("MillraceException: [NO_BROKER_NAMED]")
                .contains("\tat io.millrace.cli");
        assertThat(cli.run("--debug", "topic", "list").err()).contains("\tat io.millrace.cli");
    }

    @Test
    void coloursErrorsAtATerminalOnly() {
        TerminalKind person = new TerminalKind(true, true, true, true);
        TerminalKind monochrome = new TerminalKind(true, true, true, false);

        assertThat(new Cli().terminals(person).run("topc").err())
                .startsWith("\u001b[31merror:\u001b[0m [UNKNOWN_COMMAND]");
        assertThat(new Cli().terminals(person).run("--help").out()).contains("\u001b[");
        assertThat(new Cli().terminals(monochrome).run("topc").err()).startsWith("error: [");
        assertThat(new Cli().terminals(monochrome).run("--help").out()).doesNotContain("\u001b");
    }

    @Test
    void tellsTheVersionsOfItsParts() {
        assertThat(cli.run("--version").out())
                .matches(
                        "millrace \\d+\\.\\d+\\.\\d+\n"
                                + "Kafka client 4\\.4\\.0, for Spark [0-9.]+\n"
                                + "Java .*\n");
    }

    @Test
    void completesVerbsAndOptionsInAShell() {
        Cli.Result script = cli.run("completion", "bash");

        assertThat(script.exitCode()).isZero();
        assertThat(script.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--bootstrap", "describe", "complete -F _complete_millrace");
        assertThat(cli.run("completion", "zsh").out()).contains("bashcompinit");
        assertThat(cli.run("completion", "tcsh").err())
                .contains("expected bash or zsh, but was 'tcsh'");
    }
}
