package io.millrace.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The real launcher in a directory of its own, with a Java that only tells what it is asked to do,
 * and a Maven that only makes the directories of a distribution.
 */
final class FakeHome {

    /** What came of one start. */
    record Result(int exitCode, List<String> out, String err) {

        /** What the JVM was asked for, before the main class. */
        List<String> javaOptions() {
            return out.subList(0, mainClass());
        }

        List<String> arguments() {
            return out.subList(mainClass() + 1, out.size());
        }

        private int mainClass() {
            assertThat(out).as(err).contains("io.millrace.cli.Main");
            return out.indexOf("io.millrace.cli.Main");
        }

        String classPath() {
            return out.get(mainClass() - 1);
        }
    }

    /** Tells its arguments; makes archives, or refuses to. */
    private static final String JAVA =
            """
            #!/usr/bin/env bash
            for argument in "$@"; do
                case $argument in
                -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
                -Xshare:dump) dump=yes ;;
                -XX:DumpLoadedClassList=*) exit "${FAKE_ARCHIVE_EXIT:-0}" ;;
                -XX:ArchiveClassesAtExit=*)
                    if [[ -n ${FAKE_ARCHIVE_FIFO:-} ]]; then read -r _ <"$FAKE_ARCHIVE_FIFO"; fi
                    pwd >"${argument#*=}"
                    printf 'tool options: %s\\n' "${JAVA_TOOL_OPTIONS:-}" >>"${argument#*=}"
                    printf '%s\\n' "$@" >>"${argument#*=}"
                    exit "${FAKE_ARCHIVE_EXIT:-0}"
                    ;;
                esac
            done
            if [[ -n ${dump:-} ]]; then
                : >"$archive"
                exit 0
            fi
            printf '%s\\n' "$@"
            """;

    private static final String MAVEN =
            """
            #!/usr/bin/env bash
            echo x >>target/builds
            echo '[INFO] Building Millrace common 0.1.0                    [1/2]'
            sleep "${FAKE_BUILD_SECONDS:-0}"
            if [[ -n ${FAKE_BUILD_ERROR:-} ]]; then
                echo "[ERROR] $FAKE_BUILD_ERROR"
                exit 1
            fi
            mkdir -p target/millrace/lib/light target/millrace/conf target/millrace/bin
            touch target/millrace/lib/light/a.jar
            """;

    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();

    private FakeHome(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
        Files.createDirectories(this.root.resolve("bin"));
        Files.createDirectories(this.root.resolve("conf"));
        Files.copy(Checkout.root().resolve("bin/millrace"), launcher());
        makeExecutable(launcher());
        script("jdk/bin/java", JAVA);
        script("jdk/bin/javac", "#!/bin/sh\n");
        Files.writeString(this.root.resolve("jdk/release"), "A=1\nJAVA_VERSION=\"17.0.9\"\n");
        environment.put("JAVA_HOME", this.root.resolve("jdk").toString());
        environment.put("MILLRACE_ARCHIVE", "never");
        environment.put("PATH", this.root.resolve("tools") + ":" + System.getenv("PATH"));
    }

    /** A distribution that was unpacked here. */
    static FakeHome distribution(Path root) throws IOException {
        FakeHome home = new FakeHome(root);
        home.file("lib/light/b.jar");
        home.file("lib/light/a.jar");
        home.file("lib/engine/spark.jar");
        return home;
    }

    /** Sources that were checked out here. */
    static FakeHome checkout(Path root) throws IOException {
        FakeHome home = new FakeHome(root);
        home.file("pom.xml");
        home.file("cli/pom.xml");
        home.file("cli/src/main/java/Main.java");
        home.file("cli/src/test/java/MainTest.java");
        home.script("tools/mvn", MAVEN);
        return home;
    }

    Path root() {
        return root;
    }

    Path launcher() {
        return root.resolve("bin/millrace");
    }

    FakeHome environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Replaces text in the launcher, which must be there. */
    FakeHome edit(String from, String to) throws IOException {
        String text = Files.readString(launcher());
        if (!text.contains(from)) {
            throw new IllegalArgumentException("the launcher has no " + from);
        }
        Files.writeString(launcher(), text.replace(from, to));
        return this;
    }

    /** Makes or touches a file. */
    Path file(String name) throws IOException {
        return file(name, "");
    }

    Path file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A pipe: who reads it waits until somebody has written. */
    Path fifo(String name) throws IOException, InterruptedException {
        Path pipe = root.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        return pipe;
    }

    /** How often Maven was started. */
    long builds() throws IOException {
        Path count = root.resolve("target/builds");
        return Files.exists(count) ? Files.readAllLines(count).size() : 0;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(launcher(), root, arguments);
    }

    Result run(Path launcher, Path directory, String... arguments)
            throws IOException, InterruptedException {
        return finish(start(launcher, directory, arguments));
    }

    Process start(Path launcher, Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectError(Files.createTempFile(root, "stderr", ".txt").toFile());
        return builder.start();
    }

    Result finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher does not end");
        }
        StringBuilder err = new StringBuilder();
        try (var files = Files.newDirectoryStream(root, "stderr*")) {
            for (Path file : files) {
                err.append(Files.readString(file));
                Files.delete(file);
            }
        }
        return new Result(process.exitValue(), out.lines().toList(), err.toString());
    }

    void script(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        makeExecutable(file);
    }

    private static void makeExecutable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make executable: " + file);
        }
    }
}
