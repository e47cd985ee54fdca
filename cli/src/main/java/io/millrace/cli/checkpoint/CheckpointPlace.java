package io.millrace.cli.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a command is told which checkpoints it is about. */
final class CheckpointPlace {

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..1",
            description =
                    "The file of a pipeline, or a directory with checkpoints in it, of any Hadoop"
                            + " file system. Default: all of the project.")
    private String place;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description =
                    "Where the checkpoints of pipelines are kept, as for run. Default:"
                            + " .millrace/checkpoints.")
    private String checkpoints;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting spark.hadoop.*, as for run; may be repeated.")
    private Map<String, String> conf = new LinkedHashMap<>();

    String place() {
        return place;
    }

    String checkpoints() {
        return checkpoints;
    }

    Map<String, String> conf() {
        return conf;
    }
}
