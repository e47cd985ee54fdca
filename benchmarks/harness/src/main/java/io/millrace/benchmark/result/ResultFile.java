package io.millrace.benchmark.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmark.BenchmarkError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of one command: everything that has to be known to believe them.
 *
 * @param date when it began, ISO 8601 in UTC
 * @param command that anyone can give to have the same measured
 * @param versions engine to name to version
 * @param input what was read
 * @param results of the contests
 * @param memory how little heap engines need, if that was measured
 * @param recovery how they come back after a kill, likewise
 */
public record ResultFile(
        Machine machine,
        String date,
        String command,
        Map<String, Map<String, String>> versions,
        Input input,
        List<ResultRow> results,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MemoryRow> memory,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RecoveryRow> recovery) {

    /**
     * What was read.
     *
     * @param heap of the JVM of each engine
     * @param cores that each engine could use
     * @param runs that were measured
     */
    public record Input(
            long records, long seed, int partitions, int runs, int cores, String heap) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    public ResultFile {
        versions = new TreeMap<>(versions);
        results = List.copyOf(results);
        memory = memory == null ? List.of() : List.copyOf(memory);
        recovery = recovery == null ? List.of() : List.copyOf(recovery);
    }

    /** Writes the file, over an older one. */
    public void write(Path file) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        write(file, text(printer));
    }

    private String text(DefaultPrettyPrinter printer) {
        try {
            return JSON.writer(printer).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw BenchmarkError.RESULTS_UNWRITABLE.causedBy(e, file, e.toString());
        }
    }

    /** Reads a file. */
    public static ResultFile read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), ResultFile.class);
        } catch (JsonProcessingException e) {
            throw BenchmarkError.RESULTS_UNREADABLE.causedBy(e, file, e.getOriginalMessage());
        } catch (IOException e) {
            throw BenchmarkError.RESULTS_UNREADABLE.causedBy(e, file, e.toString());
        }
    }
}
