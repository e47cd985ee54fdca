package io.millrace.cli.verb;

import io.millrace.cli.output.Output;
import io.millrace.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * One thing that the command line can do. A verb reads its arguments, calls what does the work, and
 * writes the result.
 */
public abstract class Verb implements Callable<Integer> {

    private final Session session;

    private Output output;

    @Spec private CommandSpec spec;

    protected Verb(Session session) {
        this.session = session;
    }

    @Override
    public final Integer call() throws Exception {
        // Nothing must be done before it is known that its result can be written.
        output = new Output(terminal(), GlobalOptions.of(spec).output(session));
        return run();
    }

    /**
     * Does it.
     *
     * @return the {@link ExitCode}
     */
    protected abstract int run() throws Exception;

    protected Session session() {
        return session;
    }

    protected Terminal terminal() {
        return session.terminal();
    }

    protected Output output() {
        return output;
    }

    /** What to throw when arguments that are each right do not go together. */
    protected ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
