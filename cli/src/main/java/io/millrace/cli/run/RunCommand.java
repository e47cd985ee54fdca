package io.millrace.cli.run;

import io.millrace.cli.cluster.KafkaOptions;
import io.millrace.cli.engine.EngineRequest;
import io.millrace.cli.verb.EngineVerb;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Run a pipeline: a file of Spark SQL.",
            "",
            "Each CREATE FLOW and CREATE STREAMING TABLE becomes a streaming query with a"
                    + " checkpoint of its own in the project's .millrace; all stop together. Run"
                    + " the same file again and it goes on where it stopped.",
            "",
            "Without --bootstrap, and where no broker runs for the project, a broker is started"
                    + " for as long as the pipeline runs; its data stay in .millrace."
        },
        footer = {
            "",
            "Example:",
            "  millrace run examples/wordcount.sql --once",
            "  millrace run clicks.sql --bootstrap kafka:9092 --master spark://spark:7077 \\",
            "      --checkpoints hdfs:///checkpoints"
        })
@EngineVerb
public final class RunCommand extends Verb {

    @Parameters(paramLabel = "FILE", description = "The file of SQL.")
    private Path file;

    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Spark's master. Default: MILLRACE_MASTER, else local[*], the engine in this"
                            + " process.")
    private String master;

    @Option(names = "--once", description = "Process what is there when it starts, and end.")
    private boolean once;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description =
                    "Where checkpoints are kept, a directory of any Hadoop file system. Default:"
                            + " .millrace/checkpoints.")
    private String checkpoints;

    @Option(
            names = "--take-over",
            description =
                    "Take the place of the run that works on the checkpoints; it stops when it"
                            + " notices.")
    private boolean takeOver;

    @Option(
            names = "--allow-changed",
            description =
                    "Go on from a checkpoint whose query had other sources, another sink or another"
                            + " output mode.")
    private boolean allowChanged;

    @Option(
            names = "--stop-limit",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description =
                    "How long the running batches may take to finish after Ctrl-C or SIGTERM, before"
                            + " they are broken off. Default: ${DEFAULT-VALUE}.")
    private Duration stopLimit;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark; may be repeated. SET in the file wins.")
    private Map<String, String> conf = new LinkedHashMap<>();

    public RunCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() throws Exception {
        if (conf.containsKey("spark.master")) {
            throw usage("--conf does not take spark.master; name it with --master");
        }
        return new PipelineProgram(
                        session(),
                        output(),
                        new RunOrder(
                                file,
                                kafka.connectionIfNamed(session()),
                                master(),
                                once,
                                checkpoints,
                                takeOver,
                                allowChanged,
                                stopLimit,
                                conf))
                .run();
    }

    private String master() {
        if (master != null) {
            return master;
        }
        String named = session().environment().getOrDefault("MILLRACE_MASTER", "");
        return named.isBlank() ? EngineRequest.LOCAL : named;
    }
}
