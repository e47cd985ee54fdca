package io.millrace.integration.reliability.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened when: a line of JSON each, and how often what happened. Thread-safe. */
final class History implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Events of which each is the end of a process, or of all those of the database. */
    static final List<String> KILLS =
            List.of(
                    "driver kill",
                    "driver failpoint",
                    "executor kill",
                    "executor failpoint",
                    "broker kill",
                    "database kill",
                    "database process kill");

    private final PrintWriter file;
    private final Map<String, Integer> counts = new TreeMap<>();

    History(Path path) {
        try {
            file = new PrintWriter(Files.newBufferedWriter(path), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down what has happened, with names and values in turn. */
    synchronized void add(String event, Object... details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now().toString());
        line.put("event", event);
        for (int i = 0; i < details.length; i += 2) {
            line.put(details[i].toString(), details[i + 1]);
        }
        counts.merge(event, 1, Integer::sum);
        try {
            file.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many processes were killed, or have killed themselves at a failpoint. */
    synchronized int kills() {
        return KILLS.stream().mapToInt(kill -> counts.getOrDefault(kill, 0)).sum();
    }

    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public void close() {
        file.close();
    }
}
