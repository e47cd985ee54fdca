package io.millrace.cli.verb;

import io.millrace.cli.output.OutputFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after the verb. */
public final class GlobalOptions {

    /** The name under which the root command has these options. */
    public static final String MIXIN = "global";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description =
                    "table for people, json for one document, jsonl for one object per line."
                            + " Default: MILLRACE_OUTPUT, else table.")
    private OutputFormat output;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show stack traces of errors.")
    private boolean debug;

    /** The options of the command line that this command is part of. */
    public static GlobalOptions of(CommandSpec command) {
        return (GlobalOptions) command.root().mixins().get(MIXIN).userObject();
    }

    /** The format asked for by the command line or the environment. */
    public OutputFormat output(Session session) {
        if (output != null) {
            return output;
        }
        String fallback = session.environment().get("MILLRACE_OUTPUT");
        if (fallback == null || fallback.isBlank()) {
            return OutputFormat.TABLE;
        }
        try {
            return OutputFormat.parse(fallback);
        } catch (IllegalArgumentException e) {
            throw CliError.INVALID_ENVIRONMENT.causedBy(
                    e, "MILLRACE_OUTPUT", fallback, e.getMessage());
        }
    }

    public boolean debug() {
        return debug;
    }
}
