package io.millrace.benchmark;

import io.millrace.benchmark.contest.EngineCatalog;
import io.millrace.common.error.MillraceException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ListResourceBundle;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Starts {@link BenchmarkCommand}. */
public final class Main {

    /** The root of the repository, set by {@code benchmarks/run}. */
    private static final String HOME = "millrace.home";

    private static final Set<String> PLACES = Set.of("--data", "--output");

    private static final int INTERNAL = 1;

    private Main() {}

    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        System.exit(run(home, out, err, arguments));
    }

    /**
     * Runs the command.
     *
     * @param home the root of the repository
     * @return its exit code
     */
    static int run(Path home, PrintWriter out, PrintWriter err, String... arguments) {
        try {
            BenchmarkCommand command =
                    new BenchmarkCommand(home, shown(arguments), EngineCatalog.read(home));
            return new CommandLine(command)
                    .setResourceBundle(names(command))
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setOut(out)
                    .setErr(err)
                    .setParameterExceptionHandler((failure, arg) -> refuse(failure, err))
                    .setExecutionExceptionHandler((failure, line, parsed) -> fail(failure, err))
                    .execute(arguments);
        } catch (MillraceException e) {
            return fail(e, err);
        }
    }

    /** The command without the places of files, which are this machine's and change no figure. */
    static String shown(String... arguments) {
        StringBuilder command = new StringBuilder("benchmarks/run");
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("=.*", "");
            if (!PLACES.contains(name)) {
                command.append(' ').append(arguments[i]);
            } else if (name.equals(arguments[i])) {
                i++;
            }
        }
        return command.toString();
    }

    private static int refuse(ParameterException failure, PrintWriter err) {
        err.println(failure.getMessage());
        err.println("See benchmarks/run --help.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int fail(Exception failure, PrintWriter err) {
        if (failure instanceof MillraceException coded) {
            err.println(coded.getMessage());
            return coded.code().exitCode();
        }
        failure.printStackTrace(err);
        return INTERNAL;
    }

    /** What the help shows that the declarations of the options do not know. */
    private static ListResourceBundle names(BenchmarkCommand command) {
        return new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {
                    {"workloads", command.workloadNames()}, {"engines", command.engineNames()}
                };
            }
        };
    }
}
