package io.millrace.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.cli.CommandTree;
import io.millrace.cli.verb.BulkVerb;
import io.millrace.cli.verb.EngineVerb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the launcher starts Java, seen by a Java that tells what it is asked to do. */
class LauncherTest {

    @TempDir private Path directory;
    private FakeHome home;

    @BeforeEach
    void unpack() throws IOException {
        home = FakeHome.distribution(directory.resolve("here"));
    }

    @Test
    void knowsWhatEachVerbRunsOn() throws IOException {
        assertThat(verbs("engine_verbs")).isEqualTo(marked(EngineVerb.class));
        assertThat(verbs("bulk_verbs")).isEqualTo(marked(BulkVerb.class));
    }

    @Test
    void startsLightVerbsWithoutTheEngine() throws Exception {
        FakeHome.Result started = home.run("topic", "list");

        assertThat(started.err()).isEmpty();
        assertThat(started.arguments()).containsExactly("topic", "list");
        String light = home.root() + "/lib/light/";
        assertThat(started.classPath()).isEqualTo(light + "a.jar:" + light + "b.jar");
        assertThat(started.javaOptions())
                .contains(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-Dorg.apache.kafka.automatic.config.providers=none",
                        "-Dmillrace.home=" + home.root(),
                        "-Dmillrace.terminals=");
    }

    @Test
    void letsVerbsThatMoveManyRecordsBeOptimized() throws Exception {
        assertThat(home.run("consume", "t").javaOptions())
                .contains("-XX:+UseSerialGC")
                .noneMatch(option -> option.startsWith("-XX:Tiered"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run x", "--output json run", "--debug --output=json run x"})
    void startsEngineVerbsWithEverything(String line) throws Exception {
        FakeHome.Result started = home.run(line.split(" "));

        assertThat(started.arguments()).containsExactly(line.split(" "));
        assertThat(started.classPath()).endsWith("/b.jar:" + home.root() + "/lib/engine/*");
        assertThat(started.javaOptions())
                .contains(
                        "@" + home.root() + "/conf/spark-jvm.args",
                        "-Dorg.apache.kafka.automatic.config.providers=none")
                .noneMatch(option -> option.contains("SerialGC"))
                .noneMatch(option -> option.startsWith("-XX:SharedArchiveFile"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --help", "help run", "--output run topic", "topic run", ""})
    void isNotFooledIntoStartingTheEngine(String line) throws Exception {
        assertThat(home.run(line.split(" ")).classPath()).doesNotContain("engine");
    }

    @Test
    void handsArgumentsOnAsTheyAre() throws Exception {
        assertThat(home.run("produce", "a b", "", "*", "--x=$HOME \"q\"", "ä").arguments())
                .containsExactly("produce", "a b", "", "*", "--x=$HOME \"q\"", "ä");
    }

    @Test
    void isFoundThroughLinksFromAnywhere() throws Exception {
        Path elsewhere = Files.createDirectory(home.root().resolve("else where"));
        Path absolute = Files.createSymbolicLink(elsewhere.resolve("first"), home.launcher());
        Path relative = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

        for (Path link : List.of(absolute, relative)) {
            FakeHome.Result started = home.run(link, elsewhere, "topic");
            assertThat(started.javaOptions()).contains("-Dmillrace.home=" + home.root());
        }
    }

    @Test
    void addsTheUsersOptionsLastSoThatTheyWin() throws Exception {
        home.environment("MILLRACE_JAVA_OPTS", " -Xmx4g   -Dx=* ");

        List<String> options = home.run("topic").javaOptions();

        assertThat(options.subList(options.size() - 4, options.size() - 2))
                .containsExactly("-Xmx4g", "-Dx=*");
    }

    @Test
    void makesAnArchiveOnceAndUsesIt() throws Exception {
        Path archive = home.root().resolve("lib/light-17.0.9.jsa");

        assertThat(home.run("topic").javaOptions()).contains("-XX:SharedArchiveFile=" + archive);
        Files.delete(archive);

        // Nobody makes it twice.
        assertThat(home.run("topic").javaOptions()).noneMatch(o -> o.contains("SharedArchive"));
        assertThat(archive).doesNotExist();
    }

    /** Files of the archive of the engine, of whatever state. */
    private List<Path> engineFiles(String ending) {
        try (Stream<Path> files = Files.list(home.root().resolve("lib"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("engine-"))
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * There is memory enough, whatever machine this is, and a command begins when the archive is
     * made.
     */
    private void makeArchives() throws IOException {
        home.edit("/proc/meminfo", home.root() + "/meminfo")
                .edit("</dev/null >/dev/null 2>&1 &)", "</dev/null >/dev/null 2>&1)")
                .edit("sleep 60", "sleep 0")
                .edit("/sys/fs/cgroup", home.root() + "/groups")
                .environment("MILLRACE_ARCHIVE", "");
    }

    @Test
    void makesAnArchiveForTheEngineBesideTheFirstCommandThatRunsIt() throws Exception {
        makeArchives();
        home.environment("JAVA_TOOL_OPTIONS", "-Dagent=x");
        home.run("topic");
        assertThat(home.run("run", "x").javaOptions()).noneMatch(o -> o.contains("SharedArchive"));
        assertThat(engineFiles(".jsa")).hasSize(1);

        Path archive = engineFiles(".jsa").get(0);
        assertThat(home.run("demo").javaOptions()).contains("-XX:SharedArchiveFile=" + archive);
        // In a directory of its own, which is gone.
        List<String> rehearsal = Files.readAllLines(archive);
        assertThat(rehearsal)
                .contains("@" + home.root() + "/conf/spark-jvm.args", "tool options: ")
                .endsWith("io.millrace.cli.EngineRehearsal");
        assertThat(Path.of(rehearsal.get(0))).doesNotExist();

        // Other jars in its place; of them, no archive need be made here.
        home.environment("MILLRACE_ARCHIVE", "never");
        Files.setLastModifiedTime(
                home.root().resolve("lib/engine"),
                FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
        assertThat(home.run("run", "x").javaOptions()).noneMatch(o -> o.contains("SharedArchive"));
    }

    @Test
    void doesNotTryAgainAtOnceToMakeAnArchiveThatFails() throws Exception {
        makeArchives();
        home.environment("FAKE_ARCHIVE_EXIT", "1");
        home.run("run", "x");
        assertThat(engineFiles(".failed")).hasSize(1);
        Path mark = engineFiles(".failed").get(0);
        FileTime first = Files.getLastModifiedTime(mark);

        assertThat(home.run("run", "x").javaOptions()).noneMatch(o -> o.contains("SharedArchive"));
        assertThat(Files.getLastModifiedTime(mark)).isEqualTo(first);
        assertThat(engineFiles(".jsa")).isEmpty();

        // But on another day.
        Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        home.environment("FAKE_ARCHIVE_EXIT", "0");
        home.run("run", "x");
        assertThat(engineFiles(".jsa")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"meminfo", "groups", "groups/inner"})
    void makesNoArchiveForTheEngineWhereMemoryIsShort(String where) throws Exception {
        makeArchives();
        home.edit("/proc/self/cgroup", home.root() + "/own-group");
        home.file("meminfo", "MemTotal: 9 kB\nMemAvailable: 4000000 kB\n");
        home.file("own-group", "1:memory:/x\n0::/inner\n");
        for (String group : List.of("groups", "groups/inner")) {
            home.file(group + "/memory.max", "8000000000\n");
            home.file(group + "/memory.current", "1000000000\n");
        }
        if (where.equals("meminfo")) {
            home.file("meminfo", "MemAvailable: 3000000 kB\n");
        } else {
            home.file(where + "/memory.current", "5000000000\n");
        }

        home.run("run", "x");
        assertThat(engineFiles(".jsa")).isEmpty();

        home.file("meminfo", "MemAvailable: 4000000 kB\n");
        home.file("groups/memory.current", "1000000000\n");
        home.file("groups/inner/memory.max", "max\n");
        home.run("run", "x");
        assertThat(engineFiles(".jsa")).hasSize(1);
    }

    @Test
    void makesNoArchiveForTheEngineWhenToldSo() throws Exception {
        makeArchives();
        home.environment("MILLRACE_ARCHIVE", "never");

        home.run("run", "x");

        assertThat(engineFiles("")).isEmpty();
    }

    @Test
    void doesNotWaitForTheArchiveOfTheEngine() throws Exception {
        makeArchives();
        home.edit("</dev/null >/dev/null 2>&1)", "</dev/null >/dev/null 2>&1 &)");
        home.environment("FAKE_ARCHIVE_FIFO", home.fifo("go").toString());

        home.run("run", "x");
        assertThat(engineFiles(".jsa")).isEmpty();
        Files.writeString(home.root().resolve("go"), "go\n");
        await().until(() -> !engineFiles(".jsa").isEmpty());
    }

    @Test
    void makesAnotherArchiveForAnotherJavaOrPlace() throws Exception {
        home.run("topic");
        Path moved = Files.move(home.root(), directory.resolve("there"));
        FakeHome there = FakeHome.distribution(directory.resolve("here"));

        Path archive = moved.resolve("lib/light-17.0.9.jsa");
        Files.delete(archive);
        assertThat(there.run(moved.resolve("bin/millrace"), moved, "topic").javaOptions())
                .contains("-XX:SharedArchiveFile=" + archive);

        Files.writeString(there.root().resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
        assertThat(there.run("topic").javaOptions())
                .contains("-XX:SharedArchiveFile=" + there.root() + "/lib/light-21.0.1.jsa");
    }

    @Test
    void doesWithoutAnArchiveThatCannotBeMade() throws Exception {
        home.environment("FAKE_ARCHIVE_EXIT", "1");

        FakeHome.Result started = home.run("topic");

        assertThat(started.exitCode()).isZero();
        assertThat(started.err()).isEmpty();
        assertThat(started.javaOptions()).noneMatch(o -> o.contains("SharedArchive"));
    }

    @Test
    void saysWhatIsWrongWithJava() throws Exception {
        Files.writeString(home.root().resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertThat(home.run("topic").err())
                .startsWith("error: [JAVA_TOO_OLD] Cannot run on Java '11.0.2'")
                .contains("needs 17 or later")
                .contains("apt-get install openjdk-17-jdk");

        home.environment("JAVA_HOME", "/no/such/jdk");
        assertThat(home.run("topic").err())
                .startsWith("error: [JAVA_MISSING] Cannot run Java: JAVA_HOME is '/no/such/jdk'");

        home.environment("JAVA_HOME", "").environment("PATH", Tools.without(home.root(), "java"));
        FakeHome.Result result = home.run("topic");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("error: [JAVA_MISSING] Cannot run Java: there is no java on the PATH");
    }

    @Test
    void asksAJavaThatDoesNotSayItsVersionInAFile() throws Exception {
        Files.delete(home.root().resolve("jdk/release"));
        home.script(
                "jdk/bin/java", "#!/bin/sh\necho 'openjdk version \"1.8.0_402\" 2024-01-16' >&2\n");

        assertThat(home.run("topic").err()).contains("Cannot run on Java '1.8.0_402'");
    }

    private static List<String> verbs(String name) throws IOException {
        String launcher = Files.readString(Checkout.root().resolve("bin/millrace"));
        Matcher list = Pattern.compile("(?m)^" + name + "=\\((.*)\\)$").matcher(launcher);
        assertThat(list.find()).isTrue();
        return List.of(list.group(1).split(" ")).stream()
                .filter(verb -> !verb.isEmpty())
                .sorted()
                .toList();
    }

    private static List<String> marked(Class<? extends Annotation> mark) {
        return CommandTree.all()
                .filter(each -> each.path().size() == 1)
                .filter(
                        each ->
                                each.command()
                                        .getCommandSpec()
                                        .userObject()
                                        .getClass()
                                        .isAnnotationPresent(mark))
                .map(each -> each.path().get(0))
                .sorted()
                .toList();
    }
}
