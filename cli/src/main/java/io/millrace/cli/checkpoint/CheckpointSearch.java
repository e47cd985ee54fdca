package io.millrace.cli.checkpoint;

import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.pipeline.run.HadoopSettings;
import io.millrace.spark.checkpoint.check.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Finds the checkpoints that a command is about. */
final class CheckpointSearch {

    private final ProjectDirectory project;
    private final CheckpointPlace place;
    private final Configuration hadoop;

    CheckpointSearch(Path directory, CheckpointPlace place) {
        this.project = new ProjectDirectory(directory);
        this.place = place;
        this.hadoop = HadoopSettings.of(place.conf());
    }

    Configuration hadoop() {
        return hadoop;
    }

    List<String> find() {
        return Checkpoints.find(directory(), hadoop);
    }

    private String directory() {
        String named = place.place();
        if (named == null) {
            return root();
        }
        if (named.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return named;
        }
        Path path = project.root().resolve(named);
        // A pipeline may be gone while its checkpoints are there.
        return Files.isDirectory(path)
                ? path.toUri().toString()
                : root() + "/" + project.pipelineName(Path.of(named));
    }

    private String root() {
        String root =
                place.checkpoints() == null
                        ? project.checkpoints().toUri().toString()
                        : place.checkpoints();
        return root.replaceAll("/+$", "");
    }

    /** The directory of the pipeline that a flow's checkpoint belongs to. */
    static String pipelineOf(String checkpoint) {
        return checkpoint.substring(0, checkpoint.lastIndexOf('/'));
    }
}
