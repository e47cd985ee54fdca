package io.millrace.benchmark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.protocol.EngineReady;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Failure;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Line;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.RunResult;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.protocol.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's half of the protocol, in a process as it is meant to run. */
class EngineServerTest {

    /** Answers with what it was asked; loops forever or fails on demand, and prints a lot. */
    static final class EchoEngine implements Engine {

        public static void main(String[] arguments) {
            EngineServer.serve(settings -> new EchoEngine());
        }

        @Override
        public Map<String, String> versions() {
            return Map.of("echo", "1");
        }

        @Override
        public List<String> workloads() {
            return List.of("W0");
        }

        @Override
        public List<String> run(RunRequest request) {
            System.out.println("noise");
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
            while (System.nanoTime() < end || request.workload().equals("hang")) {
                Thread.onSpinWait();
            }
            if (request.workload().equals("fail")) {
                throw new IllegalStateException(new IOException("disk full\nand more of the same"));
            }
            return List.of(AnswerRow.of(request.topic(), request.records()), "x");
        }

        @Override
        public void close() {}
    }

    @TempDir private Path directory;
    private Process process;
    private PrintWriter input;
    private BufferedReader output;

    @BeforeEach
    void start() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("surefire.test.class.path"),
                                EchoEngine.class.getName())
                        .redirectError(directory.resolve("log").toFile())
                        .start();
        input = new PrintWriter(process.outputWriter(), true);
        output = process.inputReader();
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    private void say(Verb verb, Object body) {
        input.println(Line.of(verb, body));
    }

    private Line hear() throws IOException {
        return Line.parse(output.readLine()).orElseThrow();
    }

    private void run(String workload) {
        Path answer = directory.resolve("answer");
        say(
                Verb.RUN,
                new RunRequest(
                        0,
                        workload,
                        Guarantee.NONE,
                        "t",
                        null,
                        7,
                        null,
                        Map.of(),
                        answer.toString()));
    }

    private void startEngine() throws IOException {
        say(Verb.START, new EngineSettings("", Tuning.DEFAULT, 2, directory.toString()));
        assertThat(hear().body(EngineReady.class))
                .isEqualTo(new EngineReady(Map.of("echo", "1"), List.of("W0")));
    }

    @Test
    void measuresEachRunAndEndsWhenTold() throws Exception {
        startEngine();
        for (int i = 0; i < 2; i++) {
            run("W0");
            RunResult result = hear().body(RunResult.class);

            assertThat(result.wallSeconds()).isBetween(0.3, 60.0);
            assertThat(result.cpuSeconds()).isBetween(0.01, 60.0);
            assertThat(directory.resolve("answer")).hasContent("t\t7\nx\n");
            assertThat(hear()).isEqualTo(Line.of(Verb.IDLE));
            Files.delete(directory.resolve("answer"));
        }

        input.println(Line.of(Verb.QUIT));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(directory.resolve("log")).content().contains("noise");
    }

    @Test
    void saysInOneLineWhyItFailed() throws Exception {
        startEngine();
        run("fail");

        assertThat(hear().body(Failure.class)).isEqualTo(new Failure("IOException: disk full"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(directory.resolve("log")).content().contains("and more of the same");
    }

    @Test
    void endsInTheMiddleOfARunWhenTheHarnessIsGone() throws Exception {
        startEngine();
        run("hang");
        assertThat(process.isAlive()).isTrue();

        input.close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
    }
}
