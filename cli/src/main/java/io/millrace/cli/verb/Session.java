package io.millrace.cli.verb;

import io.millrace.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where one command runs: everything that it has from the outside.
 *
 * @param environment the environment variables
 * @param directory the working directory, which is the project's
 * @param projectBroker finds the broker that runs for the project
 */
public record Session(
        Terminal terminal,
        Map<String, String> environment,
        Path directory,
        Interrupts interrupts,
        ProjectBroker projectBroker) {

    public Session {
        environment = Map.copyOf(environment);
    }
}
