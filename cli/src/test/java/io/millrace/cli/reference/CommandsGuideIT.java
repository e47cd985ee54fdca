package io.millrace.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.EmbeddedBroker;
import io.millrace.cli.launcher.Checkout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the guide in a shell, in a project whose broker runs, and compares what comes out. */
class CommandsGuideIT {

    @TempDir private Path project;

    @Test
    void showsWhatReallyHappens() throws Exception {
        List<ConsoleExample> examples =
                ConsoleExample.in(Files.readAllLines(Checkout.root().resolve("docs/commands.md")));
        assertThat(examples).hasSizeGreaterThan(15);
        SoftAssertions softly = new SoftAssertions();
        EmbeddedBroker broker = EmbeddedBroker.start(project.resolve(".millrace/broker"));
        try {
            for (ConsoleExample example : examples) {
                softly.assertThat(ConsoleExample.steady(shell(example.command())))
                        .as("docs/commands.md:%d: %s", example.line(), example.command())
                        .isEqualTo(ConsoleExample.steady(example.output()));
            }
        } finally {
            broker.close();
        }
        softly.assertAll();
    }

    private String shell(String command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", command)
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment()
                .merge(
                        "PATH",
                        Checkout.root().resolve("target/millrace/bin").toString(),
                        (path, bin) -> bin + ":" + path);
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
