package io.millrace.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher builds a checkout, seen by a Maven that only makes directories. */
class FirstUseTest {

    @TempDir private Path directory;
    private FakeHome home;

    @BeforeEach
    void checkOut() throws IOException {
        home = FakeHome.checkout(directory);
    }

    /** Maven takes a jar that was half written for one that is finished. */
    @Test
    void beginsAnewAfterABuildThatWasCutOff() throws Exception {
        Path half = home.file("cli/target/half.jar");
        home.file("target/run/unfinished");

        assertThat(home.run("topic").exitCode()).isZero();

        assertThat(half).doesNotExist();
        assertThat(home.root().resolve("target/run/unfinished")).doesNotExist();
    }

    @Test
    void buildsOnFirstUseAndSaysSo() throws Exception {
        home.environment("FAKE_BUILD_SECONDS", "1");

        FakeHome.Result started = home.run("topic", "list");

        assertThat(started.exitCode()).isZero();
        assertThat(started.arguments()).containsExactly("topic", "list");
        assertThat(started.err())
                .matches(
                        "(?s)building Millrace: .*1/2 Millrace common 0.1.0, \\d+ s\n"
                                + "built Millrace in \\d+ s\n");
        assertThat(started.classPath()).contains("/target/run/build-").endsWith("/a.jar");
        assertThat(home.builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainOnlyWhenSourcesHaveChanged() throws Exception {
        assertThat(home.run("topic").exitCode()).isZero();
        assertThat(home.run("topic").err()).isEmpty();
        assertThat(home.builds()).isEqualTo(1);

        change("cli/src/test/java/MainTest.java");
        home.run("topic");
        assertThat(home.builds()).isEqualTo(1);

        change("cli/src/main/java/Main.java");
        home.run("topic");
        assertThat(home.builds()).isEqualTo(2);

        change("pom.xml");
        home.run("topic");
        assertThat(home.builds()).isEqualTo(3);
    }

    @Test
    void noticesSourcesThatAreGone() throws Exception {
        home.run("topic");

        Files.delete(home.root().resolve("cli/src/main/java/Main.java"));
        Files.setLastModifiedTime(
                home.root().resolve("cli/src/main/java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        home.run("topic");

        assertThat(home.builds()).isEqualTo(2);
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        home.environment("FAKE_BUILD_ERROR", "Main.java:[3,5] cannot find symbol");

        FakeHome.Result failed = home.run("topic");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .contains("[ERROR] Main.java:[3,5] cannot find symbol")
                .endsWith(
                        "error: [BUILD_FAILED] Cannot build Millrace: Maven ended with 1. The whole"
                                + " log is in "
                                + home.root()
                                + "/target/build.log.\n");

        home.environment("FAKE_BUILD_ERROR", "");
        assertThat(home.run("topic").exitCode()).isZero();
    }

    @Test
    void buildsOnceForTwoShells() throws Exception {
        home.environment("FAKE_BUILD_SECONDS", "2");
        Process first = home.start(home.launcher(), home.root(), "topic", "first");
        await().until(() -> home.builds() == 1);
        Process second = home.start(home.launcher(), home.root(), "topic", "second");

        String secondOut = new String(second.getInputStream().readAllBytes());
        FakeHome.Result firstResult = home.finish(first);

        assertThat(second.waitFor()).isZero();
        assertThat(firstResult.exitCode()).isZero();
        assertThat(firstResult.arguments()).containsExactly("topic", "first");
        assertThat(secondOut.lines()).endsWith("topic", "second");
        assertThat(firstResult.err()).contains("waiting for another build of Millrace");
        assertThat(home.builds()).isEqualTo(1);
    }

    @Test
    void leavesABuildAloneThatAProgramMayStillRunFrom() throws Exception {
        String first = home.run("topic").classPath();
        for (int i = 0; i < 2; i++) {
            change("pom.xml");
            home.run("topic");
        }
        assertThat(Path.of(first)).exists();

        change("pom.xml");
        home.run("topic");

        assertThat(Path.of(first)).doesNotExist();
        try (Stream<Path> runs = Files.list(home.root().resolve("target/run"))) {
            assertThat(runs).filteredOn(p -> p.toString().contains("build-")).hasSize(3);
        }
    }

    @Test
    void saysWhatIsMissingForABuild() throws Exception {
        home.environment("PATH", Tools.without(home.root(), "mvn"));
        assertThat(home.run("topic").err())
                .startsWith("error: [MAVEN_MISSING] Cannot build Millrace: there is no mvn")
                .contains("apt-get install maven");

        Files.delete(home.root().resolve("jdk/bin/javac"));
        home.environment("PATH", home.root().resolve("tools") + ":" + System.getenv("PATH"));
        assertThat(home.run("topic").err())
                .startsWith("error: [JDK_MISSING] Cannot build Millrace: ")
                .contains("has no compiler");
    }

    @Test
    void endsTheBuildWhenInterrupted() throws Exception {
        home.environment("FAKE_BUILD_SECONDS", "60");
        Process launcher = home.start(home.launcher(), home.root(), "topic");
        await().until(() -> home.builds() == 1);
        ProcessHandle maven = launcher.descendants().findFirst().orElseThrow();

        new ProcessBuilder("kill", "-INT", Long.toString(launcher.pid())).start().waitFor();

        assertThat(launcher.waitFor()).isEqualTo(130);
        await().until(() -> !maven.isAlive());
    }

    /** Later than the last build, however fast this machine is. */
    private void change(String file) throws IOException {
        home.file(file);
        await().until(
                        () -> {
                            Path changed = home.file(file);
                            FileTime built =
                                    Files.getLastModifiedTime(
                                            home.root().resolve("target/run/current"));
                            return Files.getLastModifiedTime(changed).compareTo(built) > 0;
                        });
    }
}
