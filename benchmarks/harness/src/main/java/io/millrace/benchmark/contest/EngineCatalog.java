package io.millrace.benchmark.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the engines: a module {@code engine-NAME} with a declaration each. */
public final class EngineCatalog {

    private static final String PREFIX = "engine-";

    private EngineCatalog() {}

    /**
     * All engines, by name.
     *
     * @param home the root of the repository
     */
    public static List<EngineDescriptor> read(Path home) {
        try (Stream<Path> modules = Files.list(home.resolve("benchmarks"))) {
            return modules.filter(module -> Files.exists(module.resolve(EngineDescriptor.FILE)))
                    .filter(module -> nameOf(module).startsWith(PREFIX))
                    .sorted()
                    .map(
                            module ->
                                    EngineDescriptor.read(
                                            nameOf(module).substring(PREFIX.length()),
                                            module,
                                            home))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path module) {
        return module.getFileName().toString();
    }
}
