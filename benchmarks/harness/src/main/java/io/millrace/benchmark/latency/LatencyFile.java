package io.millrace.benchmark.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.benchmark.BenchmarkError;
import io.millrace.benchmark.result.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The results of one command.
 *
 * @param date when it began, ISO 8601 in UTC
 * @param command as it was typed
 */
record LatencyFile(
        Machine machine,
        String date,
        String command,
        long warmUpSeconds,
        long measuredSeconds,
        List<LatencyRow> results) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw BenchmarkError.RESULTS_UNWRITABLE.causedBy(e, file, e.toString());
        }
    }
}
