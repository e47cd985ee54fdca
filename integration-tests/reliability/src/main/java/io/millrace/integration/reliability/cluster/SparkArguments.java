package io.millrace.integration.reliability.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Spark needs of the JVM, which our own launcher reads, too. */
public final class SparkArguments {

    private SparkArguments() {}

    /** Those of the file of this tree, but for the garbage collector. */
    public static List<String> ofThisTree() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("conf/spark-jvm.args"))) {
            root = root.getParent();
        }
        try {
            return Files.readAllLines(root.resolve("conf/spark-jvm.args")).stream()
                    .filter(line -> line.startsWith("-") && !line.contains("GC"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
