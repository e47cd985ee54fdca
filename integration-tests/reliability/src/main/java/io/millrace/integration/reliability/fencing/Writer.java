package io.millrace.integration.reliability.fencing;

import io.millrace.integration.reliability.cluster.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link WriterProcess} as its parent sees it. */
final class Writer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long CHECK_MILLIS = 2;

    private final String name;
    private final ChildJvm process;
    private final Path said;
    private int read;

    private Writer(String name, ChildJvm process, Path said) {
        this.name = name;
        this.process = process;
        this.said = said;
    }

    static Writer start(String name, String servers, String query, String topic, Path directory) {
        Path said = directory.resolve("writer-" + name + ".log");
        ChildJvm process =
                ChildJvm.start(
                        List.of(
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dlog4j2.configurationFile="
                                        + "classpath:reliability-campaign-log4j2.properties"),
                        List.of(WriterProcess.class.getName(), servers, query, topic, name),
                        Map.of(),
                        said);
        return new Writer(name, process, said);
    }

    String name() {
        return name;
    }

    ChildJvm process() {
        return process;
    }

    void tell(String command) {
        process.tell(command);
    }

    /** Waits for what it says next; lines that a library prints do not count. */
    String hear() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0 && process.isAlive()) {
            List<String> lines = lines();
            while (read < lines.size()) {
                String line = lines.get(read++);
                if (line.matches("(open|begun|written|failed) .*")) {
                    return line;
                }
            }
            TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
        }
        throw new IllegalStateException("writer " + name + " says nothing more, see " + said);
    }

    /** A line that is half there is not there. */
    private List<String> lines() {
        try {
            String text = Files.exists(said) ? Files.readString(said) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.kill();
    }
}
