package io.millrace.benchmark.latency;

import io.millrace.common.error.MillraceException;
import java.nio.file.Path;
import picocli.CommandLine;

/** Starts {@link LatencyCommand}. */
public final class LatencyMain {

    /** The root of the repository, set by {@code benchmarks/latency/run}. */
    private static final String HOME = "millrace.home";

    private LatencyMain() {}

    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
        String typed = ("benchmarks/latency/run " + String.join(" ", arguments)).strip();
        CommandLine command = new CommandLine(new LatencyCommand(home, typed));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                    if (failure instanceof MillraceException coded) {
                        line.getErr().println(coded.getMessage());
                        return coded.code().exitCode();
                    }
                    failure.printStackTrace(line.getErr());
                    return CommandLine.ExitCode.SOFTWARE;
                });
        System.exit(command.execute(arguments));
    }
}
