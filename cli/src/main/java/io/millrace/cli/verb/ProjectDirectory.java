package io.millrace.cli.verb;

import java.nio.file.Path;

/** The directory of a project, and where Millrace keeps what it makes there. */
public record ProjectDirectory(Path root) {

    /** Everything that Millrace makes in a project lies under this directory. */
    public Path state() {
        return root.resolve(".millrace");
    }

    /** Where checkpoints are kept unless a command says otherwise. */
    public Path checkpoints() {
        return state().resolve("checkpoints");
    }

    /**
     * The name of a pipeline, by which its checkpoints are found: the path of the file below the
     * project, or the name of a file elsewhere, without the ending.
     */
    public String pipelineName(Path file) {
        Path normal = root.normalize();
        Path absolute = normal.resolve(file).normalize();
        Path shown = absolute.startsWith(normal) ? normal.relativize(absolute) : file.getFileName();
        String name = shown.toString().replace('\\', '/');
        return name.replaceFirst("(?<=[^/])\\.[^./]*$", "");
    }

    /** The data of the broker that runs for the project. */
    public Path brokerData() {
        return state().resolve("broker");
    }
}
