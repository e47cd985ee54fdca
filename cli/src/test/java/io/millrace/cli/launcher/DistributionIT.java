package io.millrace.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.TestBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as users have it: the real launcher, the real jars, processes and signals. */
class DistributionIT {

    private static final Path HOME = Checkout.root().resolve("target/millrace");

    @TempDir private Path directory;
    private final String topic = TestBroker.name("distribution");

    private record Result(int exitCode, String out, String err) {}

    @Test
    void holdsForLightVerbsWhatTheyNeedAndNothingElse() throws IOException {
        try (Stream<Path> jars = Files.list(HOME.resolve("lib/light"))) {
            Set<String> names =
                    jars.map(jar -> jar.getFileName().toString().replaceAll("-\\d.*", ""))
                            .collect(Collectors.toSet());
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "millrace-cli",
                            "millrace-common",
                            "millrace-kafka",
                            "kafka-clients",
                            "zstd-jni",
                            "lz4-java",
                            "snappy-java",
                            "slf4j-api",
                            "picocli",
                            "jackson-core");
        }
    }

    @Test
    void printsNothingButTheResult() throws Exception {
        Result version = run("--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("millrace ").endsWith("\n");
        assertThat(version.err()).isEmpty();
        run("topic", "create", topic);
        assertThat(run("topic", "list", "--output", "jsonl").err()).isEmpty();
    }

    @Test
    void helpsWithTheEngineWithoutLoadingIt() throws Exception {
        for (String verb : List.of("demo", "run", "broker")) {
            Result help = run(verb, "--help");

            assertThat(help.exitCode()).as(help.err()).isZero();
            assertThat(help.out()).startsWith("Usage: millrace " + verb);
        }
    }

    @Test
    void startsFromTheArchiveOfItsClasses() throws Exception {
        run("--version");
        Path log = directory.resolve("classes.txt");

        ProcessBuilder builder = builder("--help");
        builder.environment().put("MILLRACE_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        finish(builder.start());

        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.contains("io.millrace.cli.Main source:"))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    @Test
    void passesRecordsThroughPipes() throws Exception {
        run("topic", "create", topic);

        Result sent = shell("seq 100000 | millrace produce " + topic);
        assertThat(sent.exitCode()).isZero();
        assertThat(sent.err()).startsWith("Sent 100,000 records");

        assertThat(shell("millrace consume " + topic + " -e | sha256sum").out())
                .isEqualTo(shell("seq 100000 | sha256sum").out());
    }

    @Test
    void isContentWhenItsReaderHasHadEnough() throws Exception {
        run("topic", "create", topic);
        shell("seq 100000 | millrace produce " + topic);

        for (String format : List.of("table", "json", "jsonl")) {
            Result head =
                    shell(
                            "set -o pipefail; millrace consume "
                                    + topic
                                    + " --output "
                                    + format
                                    + " | head -1");
            assertThat(head).extracting(Result::exitCode, Result::err).containsExactly(0, "");
        }
    }

    @Test
    void saysThatResultsCannotBeWritten() throws Exception {
        for (String line : List.of("--help", "topic list", "doctor --output json")) {
            Result full = shell("millrace " + line + " > /dev/full");

            assertThat(full.exitCode()).isEqualTo(1);
            assertThat(full.err())
                    .startsWith("error: [OUTPUT_FAILED] Cannot write to standard output: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void commitsWhatItPrintedWhenInterrupted() throws Exception {
        run("topic", "create", topic);
        shell("seq 10 | millrace produce " + topic);
        Path out = directory.resolve("out.txt");
        Process reader =
                builder("consume", topic, "--group", topic).redirectOutput(out.toFile()).start();
        await().until(() -> Files.readAllLines(out).size() == 10);

        long start = System.nanoTime();
        signal(reader, "INT");

        assertThat(reader.waitFor()).isEqualTo(130);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
        assertThat(reader.getErrorStream().readAllBytes()).isEmpty();
        assertThat(run("group", "describe", topic).out()).contains("Lag          0\n");
    }

    @Test
    void sendsWhatItReadWhenInterrupted() throws Exception {
        run("topic", "create", topic);
        Process producer = builder("produce", topic).start();
        OutputStream keyboard = producer.getOutputStream();
        keyboard.write("a\nb\nhalf".getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        await().until(() -> run("consume", topic, "-e").out().equals("a\nb\n"));

        signal(producer, "INT");

        assertThat(producer.waitFor()).isEqualTo(130);
        assertThat(new String(producer.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("Sent 2 records");
    }

    @Test
    void endsAtOnceWhenInterruptedWhileItConnects() throws Exception {
        // An address for documentation: nothing answers, not even with a refusal.
        Process lister = builder("topic", "list", "--bootstrap", "192.0.2.1:9092").start();
        await().until(() -> lister.toHandle().info().command().orElse("").endsWith("java"));

        signal(lister, "INT");

        assertThat(lister.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(lister.exitValue()).isEqualTo(130);
    }

    @Test
    void saysWithinFifteenSecondsThatNothingAnswers() throws Exception {
        long start = System.nanoTime();

        Result result = run("topic", "list", "--bootstrap", "localhost:1");

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(15);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).startsWith("error: [BROKER_UNREACHABLE]");
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return finish(builder(arguments).start());
    }

    private Result shell(String line) throws IOException, InterruptedException {
        return finish(prepared(new ProcessBuilder("bash", "-c", line)).start());
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("bin/millrace").toString()));
        command.addAll(List.of(arguments));
        return prepared(new ProcessBuilder(command));
    }

    private ProcessBuilder prepared(ProcessBuilder builder) {
        builder.directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        builder.environment().put("MILLRACE_BOOTSTRAP", TestBroker.shared().bootstrap());
        builder.environment()
                .merge("PATH", HOME.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder;
    }

    private static Result finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private static void signal(Process process, String name)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
}
