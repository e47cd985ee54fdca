package io.millrace.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A directory that users work in with the distribution as it was built. */
public final class Project {

    private static final Path DISTRIBUTION =
            Path.of("..", "target", "millrace").toAbsolutePath().normalize();

    private final Path directory;
    private int commands;

    public Project(Path directory) {
        assertThat(DISTRIBUTION.resolve("bin/millrace")).exists();
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    public static Path example(String name) {
        return DISTRIBUTION.resolve("examples").resolve(name);
    }

    /** Makes parts of the distribution appear in a directory, as in a checkout. */
    public static void linkInto(Path directory, String... names) throws IOException {
        for (String name : names) {
            Files.createSymbolicLink(directory.resolve(name), DISTRIBUTION.resolve(name));
        }
    }

    public Path write(String file, String text) throws IOException {
        return Files.writeString(directory.resolve(file), text);
    }

    /** Runs millrace to its end. */
    public Outcome run(String... arguments) throws IOException, InterruptedException {
        try (Running running = start(arguments)) {
            return running.end();
        }
    }

    /** Runs millrace, which must succeed. */
    public Outcome succeed(String... arguments) throws IOException, InterruptedException {
        return succeeded(run(arguments), String.join(" ", arguments));
    }

    public Running start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/millrace").toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Runs a line of a shell that has millrace on its PATH; it must succeed. */
    public Outcome shell(String line) throws IOException, InterruptedException {
        try (Running running = startShell(line)) {
            return succeeded(running.end(), line);
        }
    }

    public Running startShell(String line) throws IOException {
        return start(List.of("bash", "-o", "pipefail", "-c", line));
    }

    /** Starts the project's broker and waits until commands find it. */
    public Running broker() throws IOException {
        return start("broker", "--port", "0").awaitErr("Kafka runs at");
    }

    private Running start(List<String> command) throws IOException {
        Path out = Files.createFile(directory.resolve(".out-" + commands));
        Path err = Files.createFile(directory.resolve(".err-" + commands++));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        environment.merge(
                "PATH", DISTRIBUTION.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return new Running(builder.start(), out, err);
    }

    private static Outcome succeeded(Outcome outcome, String command) {
        assertThat(outcome.exitCode()).as("%s: %s", command, outcome.err()).isZero();
        return outcome;
    }
}
