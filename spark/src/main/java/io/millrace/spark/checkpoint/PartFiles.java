package io.millrace.spark.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that are being written, or were when their process died: ours, and those of Spark's own
 * classes.
 */
public final class PartFiles {

    private static final Pattern NAME = Pattern.compile("\\..+\\.[0-9a-fA-F-]{36}\\.tmp");

    private PartFiles() {}

    static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** Deletes those in a local directory and below it. Nobody may be writing there. */
    public static void sweep(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.walk(directory)) {
            left = files.filter(file -> isOne(file.getFileName().toString())).toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }
}
