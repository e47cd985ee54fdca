package io.millrace.cli.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources of Millrace are that this test runs in. */
public final class Checkout {

    private Checkout() {}

    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("bin/millrace"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
