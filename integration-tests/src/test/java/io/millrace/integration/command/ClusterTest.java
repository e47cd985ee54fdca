package io.millrace.integration.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.integration.project.Project;
import io.millrace.integration.project.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same pipeline on a cluster of Spark's own, whose machines know nothing of Millrace. */
class ClusterTest {

    @TempDir private Path directory;
    private final List<Process> cluster = new ArrayList<>();

    @BeforeEach
    void installSpark() throws IOException {
        Path jars = Files.createDirectories(directory.resolve("spark/jars"));
        try (Stream<Path> all = Files.list(Path.of("../target/millrace/lib/engine"))) {
            for (Path jar : (Iterable<Path>) all::iterator) {
                if (!jar.getFileName().toString().matches("(millrace|kafka|lz4).*")) {
                    link(jars, jar);
                }
            }
        }
        // What Spark has and the light commands have, too.
        try (Stream<Path> light = Files.list(Path.of("../target/millrace/lib/light"))) {
            light.filter(jar -> !jar.getFileName().toString().matches("(millrace|kafka|lz4).*"))
                    .forEach(jar -> link(jars, jar));
        }
        try (Stream<Path> lz4 = Files.list(Path.of("target/lz4-of-spark"))) {
            lz4.forEach(jar -> link(jars, jar));
        }
    }

    private static void link(Path directory, Path jar) {
        try {
            Files.createSymbolicLink(directory.resolve(jar.getFileName()), jar.toRealPath());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stopSpark() {
        cluster.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        cluster.forEach(Process::destroyForcibly);
    }

    @Test
    void runsUnchangedOnACluster() throws Exception {
        Path log = spark("master", "org.apache.spark.deploy.master.Master", "--port", "0");
        String master = find(log, "Starting Spark master at (spark://\\S+)");
        Path worker = spark("worker", "org.apache.spark.deploy.worker.Worker", "-m", "1g", master);
        find(worker, "(Successfully registered with master)");
        Project project = new Project(Files.createDirectory(directory.resolve("project")));
        try (Running broker = project.broker()) {
            project.succeed("topic", "create", "lines", "--partitions", "2");
            project.shell("printf 'to be or\\nnot to be\\n' | millrace produce lines");

            project.shell(
                    "SPARK_LOCAL_IP=127.0.0.1 millrace run --once --master "
                            + master
                            + " --conf spark.sql.shuffle.partitions=2 "
                            + Project.example("wordcount.sql"));

            assertThat(project.succeed("consume", "counts", "-e").lines())
                    .containsExactlyInAnyOrder(
                            "{\"word\":\"to\",\"count\":2}",
                            "{\"word\":\"be\",\"count\":2}",
                            "{\"word\":\"or\",\"count\":1}",
                            "{\"word\":\"not\",\"count\":1}");
            // It was the cluster that ran it.
            find(worker, "(Launched executor|Launching executor|Asked to launch executor)");
            assertThat(broker.isAlive()).isTrue();
        }
    }

    private Path spark(String name, String main, String... arguments) throws IOException {
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-Xmx256m", "-cp", directory.resolve("spark/jars") + "/*", main));
        command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "SPARK_HOME", directory.resolve("spark").toString(),
                                "SPARK_SCALA_VERSION", "2.13",
                                "SPARK_LOCAL_IP", "127.0.0.1"));
        cluster.add(builder.start());
        return log;
    }

    private static String find(Path log, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            Matcher found = wanted.matcher(Files.readString(log));
                            return found.find() ? found.group(1) : "";
                        },
                        text -> !text.isEmpty());
    }
}
