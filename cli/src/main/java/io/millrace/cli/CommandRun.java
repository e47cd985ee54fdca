package io.millrace.cli;

import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.terminal.OutputLost;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.verb.CliError;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.GlobalOptions;
import io.millrace.cli.verb.Session;
import io.millrace.common.error.MillraceException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs one command line: finds the verb, and turns whatever comes of it into an exit code. */
final class CommandRun {

    private static final String[] HELP = {"--help"};

    private final Session session;
    private final Terminal terminal;
    private final String[] arguments;
    private final CommandLine commandLine;

    CommandRun(Session session, String... arguments) {
        this.session = session;
        this.terminal = session.terminal();
        // Who types the bare name wants to know what there is.
        this.arguments = arguments.length == 0 ? HELP : arguments;
        this.commandLine = CommandModel.forLine(session, this.arguments);
    }

    /** Returns the exit code. */
    int execute() {
        // Help, which picocli writes; it would show a stack trace if that failed.
        StringWriter help = new StringWriter();
        boolean colour = terminal.kind().colourOnOut();
        commandLine
                .setOut(new PrintWriter(help))
                .setErr(new PrintWriter(terminal.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((problem, args) -> wrongUsage(problem))
                .setExecutionExceptionHandler((failure, command, result) -> failed(failure));
        try {
            int code = commandLine.execute(arguments);
            PrintWriter out = terminal.writer();
            out.write(help.toString());
            out.flush();
            return code;
        } catch (OutputLost e) {
            return lost(e);
        }
    }

    private int wrongUsage(ParameterException problem) {
        MillraceException error =
                MillraceException.findIn(problem).orElseGet(() -> UsageErrors.of(problem));
        // A command line that cannot be read may still say how it wants its errors.
        OutputFormat format = CommandWords.format(arguments).orElseGet(this::format);
        return report(error, format, ExitCode.USAGE);
    }

    private int failed(Exception failure) {
        if (failure instanceof ParameterException problem) {
            return report(UsageErrors.of(problem), format(), ExitCode.USAGE);
        }
        if (failure instanceof OutputLost lost) {
            return lost(lost);
        }
        if (session.interrupts().isRequested() && isInterrupt(failure)) {
            return ExitCode.INTERRUPTED;
        }
        MillraceException error =
                MillraceException.findIn(failure)
                        .orElseGet(
                                () ->
                                        CliError.INTERNAL_ERROR.causedBy(
                                                failure, failure.toString()));
        return report(error, format(), error.code().exitCode());
    }

    /**
     * Whether something ended because its thread was told to, which Kafka wraps in its own way, or
     * because the JVM ends, which takes no more hooks.
     */
    private static boolean isInterrupt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean ending =
                    cause instanceof IllegalStateException
                            && "Shutdown in progress".equals(cause.getMessage());
            if (ending
                    || cause instanceof InterruptedException
                    || cause instanceof InterruptException) {
                return true;
            }
        }
        return false;
    }

    private int lost(OutputLost loss) {
        if (loss.readerIsGone()) {
            return ExitCode.OK;
        }
        MillraceException error =
                CliError.OUTPUT_FAILED.causedBy(loss, loss.getCause().getMessage());
        return report(error, OutputFormat.TABLE, error.code().exitCode());
    }

    private int report(MillraceException error, OutputFormat format, int exitCode) {
        new ErrorPrinter(terminal).print(error, format, exitCode);
        if (global().debug()) {
            error.printStackTrace(terminal.err());
        }
        return exitCode;
    }

    private OutputFormat format() {
        try {
            return global().output(session);
        } catch (MillraceException e) {
            return OutputFormat.TABLE;
        }
    }

    private GlobalOptions global() {
        return GlobalOptions.of(commandLine.getCommandSpec());
    }
}
