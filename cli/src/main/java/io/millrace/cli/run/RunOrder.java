package io.millrace.cli.run;

import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What to run and how.
 *
 * @param file the pipeline
 * @param kafka the Kafka that was named, if one was
 * @param master Spark's master
 * @param once whether to end when what was there is processed
 * @param checkpoints where checkpoints are kept; null for the project's own directory
 * @param conf settings of Spark
 */
record RunOrder(
        Path file,
        Optional<KafkaConnection> kafka,
        String master,
        boolean once,
        String checkpoints,
        Map<String, String> conf) {

    /**
     * The name of the pipeline, by which its checkpoints are found: the path of the file below the
     * project, or the name of a file elsewhere, without the ending.
     */
    String pipelineName(ProjectDirectory project) {
        Path root = project.root().normalize();
        Path absolute = root.resolve(file).normalize();
        Path shown = absolute.startsWith(root) ? root.relativize(absolute) : file.getFileName();
        String name = shown.toString().replace('\\', '/');
        return name.replaceFirst("(?<=[^/])\\.[^./]*$", "");
    }
}
