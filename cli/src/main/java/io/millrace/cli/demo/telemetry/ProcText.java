package io.millrace.cli.demo.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files of {@code /proc}, which may be gone at any moment. */
final class ProcText {

    private ProcText() {}

    /** The lines of a file; none if it cannot be read. */
    static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The words of a line, separated by white space. */
    static String[] words(String line) {
        return line.strip().split("\\s+");
    }
}
