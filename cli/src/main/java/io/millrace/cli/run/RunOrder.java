package io.millrace.cli.run;

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

    /** The name of the pipeline: that of the file without its ending. */
    String pipelineName() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
