package io.millrace.cli.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A PATH with everything that this machine has, except some. */
final class Tools {

    private Tools() {}

    static String without(Path directory, String... names) throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools-without-" + names[0]));
        for (String place : System.getenv("PATH").split(":")) {
            Path source = Path.of(place);
            if (Files.isDirectory(source)) {
                try (Stream<Path> files = Files.list(source)) {
                    for (Path file : (Iterable<Path>) files::iterator) {
                        Path link = tools.resolve(file.getFileName());
                        if (!Stream.of(names).anyMatch(link::endsWith) && !Files.exists(link)) {
                            Files.deleteIfExists(link);
                            Files.createSymbolicLink(link, file);
                        }
                    }
                }
            }
        }
        return tools.toString();
    }
}
