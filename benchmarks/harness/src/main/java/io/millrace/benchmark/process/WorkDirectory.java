package io.millrace.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for what nobody needs afterwards: deleted at the end, also of an interrupted run. */
public final class WorkDirectory implements AutoCloseable {

    private final Path path;
    private final Thread atExit = new Thread(this::delete, "delete-work-directory");

    private WorkDirectory(Path path) {
        this.path = path;
    }

    public static WorkDirectory create() {
        try {
            WorkDirectory directory =
                    new WorkDirectory(Files.createTempDirectory("millrace-benchmark-"));
            Runtime.getRuntime().addShutdownHook(directory.atExit);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** A directory in this one. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        delete();
    }

    /** Deletes what can be deleted: a process that is being killed may still write. */
    private void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(WorkDirectory::deleteOne);
        } catch (IOException | UncheckedIOException e) {
            // It lies where the system deletes it some day.
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Likewise.
        }
    }
}
