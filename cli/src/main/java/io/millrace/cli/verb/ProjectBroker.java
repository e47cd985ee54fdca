package io.millrace.cli.verb;

import java.nio.file.Path;
import java.util.Optional;

/** Finds the broker that runs for a project. */
@FunctionalInterface
public interface ProjectBroker {

    /** The bootstrap servers of the broker that runs for the project in this directory, if any. */
    Optional<String> bootstrap(Path project);
}
