package io.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JVM options that the launcher and the tests start Spark with are those that Spark wants. */
class JvmOptionsTest {

    private static final String FILE = "conf/spark-jvm.args";

    /**
     * Only MLlib's linear algebra uses the vector module, and the JVM warns of it on standard error
     * at each start.
     */
    private static final Set<String> LEFT_OUT = Set.of("--add-modules=jdk.incubator.vector");

    /** Spark 4.2 wants it, and the tests run on 4.1 as well; Java 17 passes it over. */
    private static final String OF_LATER_SPARK = "--sun-misc-unsafe-memory-access=allow";

    private final List<String> wanted = List.of(JavaModuleOptions.defaultModuleOptionArray());

    @Test
    void containAllThatSparkWantsButTheNamedExceptions() throws IOException {
        assertThat(options())
                .containsAll(wanted.stream().filter(o -> !LEFT_OUT.contains(o)).toList())
                .doesNotContainAnyElementsOf(LEFT_OUT);
    }

    @Test
    void leaveOutNothingThatSparkDoesNotWant() {
        assertThat(wanted).containsAll(LEFT_OUT);
    }

    /** What Spark wants no more is no longer opened. */
    @Test
    void openNoMoreThanSparkWants() throws IOException {
        assertThat(wanted)
                .containsAll(
                        options().stream()
                                .filter(o -> o.startsWith("--") && !o.equals(OF_LATER_SPARK))
                                .toList());
    }

    /** A heap that is less than what Java would begin with is no reason to complain. */
    @ParameterizedTest
    @CsvSource({"-Xmx64m, 64", "-Xms32m, 32"})
    void leaveTheHeapToTheUser(String option, int mebibytesAtTheStart) throws Exception {
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + checkout().resolve(FILE),
                                option,
                                "-XX:+PrintFlagsFinal",
                                "-version")
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).isZero();
        assertThat(printed)
                .containsPattern(" InitialHeapSize += " + mebibytesAtTheStart * 1024 * 1024 + " ")
                .doesNotContain("VM warning");
    }

    private static List<String> options() throws IOException {
        try (var lines = Files.lines(checkout().resolve(FILE))) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve(FILE))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
