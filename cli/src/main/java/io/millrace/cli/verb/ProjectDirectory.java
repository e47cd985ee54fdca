package io.millrace.cli.verb;

import java.nio.file.Path;

/** The directory of a project, and where Millrace keeps what it makes there. */
public record ProjectDirectory(Path root) {

    /** Everything that Millrace makes in a project lies under this directory. */
    public Path state() {
        return root.resolve(".millrace");
    }

    /** The data of the broker that runs for the project. */
    public Path brokerData() {
        return state().resolve("broker");
    }
}
