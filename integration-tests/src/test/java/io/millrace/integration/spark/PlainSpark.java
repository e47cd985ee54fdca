package io.millrace.integration.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sparks in processes of their own that have nothing of Millrace but its one jar. */
enum PlainSpark {
    /** The version that the connector is built with, and the LZ4 that it ships with. */
    AS_BUILT_WITH {
        @Override
        List<String> jars() throws IOException {
            List<String> jars = ofSpark(System.getProperty("surefire.test.class.path"));
            try (Stream<Path> lz4 = Files.list(Path.of("target", "lz4-of-spark"))) {
                lz4.forEach(jar -> jars.add(jar.toAbsolutePath().toString()));
            }
            return jars;
        }
    },

    /** A later version. */
    LATER {
        @Override
        List<String> jars() throws IOException {
            String classpath = Files.readString(Path.of("spark-4.2", "target", "test.classpath"));
            List<String> jars = ofSpark(classpath);
            // This Spark ships with the LZ4 that Kafka's client has, too.
            Arrays.stream(classpath.split(File.pathSeparator))
                    .filter(jar -> jar.contains("lz4-java"))
                    .forEach(jars::add);
            return jars;
        }
    },

    /** With Spark's own Kafka connector and the older Kafka client that it brings. */
    BESIDE_KAFKA {
        @Override
        List<String> jars() throws IOException {
            Path file = Path.of("spark-beside-kafka", "target", "runtime.classpath");
            List<String> jars =
                    new ArrayList<>(List.of(Files.readString(file).split(File.pathSeparator)));
            assertThat(jars).anyMatch(jar -> jar.contains("kafka-clients-3."));
            return jars;
        }
    };

    abstract List<String> jars() throws IOException;

    /** Runs a program to its end and gives what it printed. */
    String run(Path directory, String program, String... arguments) throws Exception {
        Path output = Files.createTempFile(directory, "output", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "conf", "spark-jvm.args"));
        // What spark-submit would say.
        Map.of(
                        "spark.master", "local[1]",
                        "spark.ui.enabled", "false",
                        "spark.driver.host", "127.0.0.1",
                        "spark.sql.shuffle.partitions", "1")
                .forEach((key, value) -> command.add("-D" + key + "=" + value));
        List<String> classpath = new ArrayList<>(jars());
        classpath.add(connector());
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classpath)));
        command.add(Path.of("..", "examples", program).toString());
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static List<String> ofSpark(String classpath) {
        List<String> jars = new ArrayList<>();
        for (String entry : classpath.split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.endsWith(".jar") && !name.matches("(millrace|kafka|lz4).*")) {
                jars.add(entry);
            }
        }
        return jars;
    }

    private static String connector() {
        return Arrays.stream(
                        System.getProperty("surefire.test.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*/millrace-spark-[^/]*-package\\.jar"))
                .findFirst()
                .orElseThrow();
    }
}
