package io.millrace.cli.run;

import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
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
 * @param takeOver whether to put another run out of its place
 * @param allowChanged whether a query may be another than the one its checkpoint belongs to
 * @param stopLimit how long the batches that run may go on when the run is told to stop
 * @param conf settings of Spark
 */
record RunOrder(
        Path file,
        Optional<KafkaConnection> kafka,
        String master,
        boolean once,
        String checkpoints,
        boolean takeOver,
        boolean allowChanged,
        Duration stopLimit,
        Map<String, String> conf) {

    /** The name of the pipeline, by which its checkpoints are found. */
    String pipelineName(ProjectDirectory project) {
        return project.pipelineName(file);
    }
}
