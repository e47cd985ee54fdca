package io.millrace.cli.demo;

import io.millrace.cli.demo.telemetry.Telemetry;
import io.millrace.cli.engine.EngineExit;
import io.millrace.cli.engine.EngineRequest;
import io.millrace.cli.engine.ProjectKafka;
import io.millrace.cli.output.Output;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.terminal.Progress;
import io.millrace.cli.terminal.Screen;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Installation;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.run.Engine;
import io.millrace.pipeline.run.PipelineRun;
import io.millrace.pipeline.run.RunMode;
import io.millrace.pipeline.statement.SqlFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.spark.sql.classic.SparkSession;

/** Runs the demo from start to end. */
final class DemoProgram {

    private static final String PIPELINE = "examples/machine";
    private static final Duration POLL = Duration.ofMillis(200);

    private final Session session;
    private final Terminal terminal;
    private final Output output;
    private final ProjectDirectory project;
    private final DemoStatus status = new DemoStatus();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final long begun = System.nanoTime();
    private final Instant begunAt = Instant.now();

    DemoProgram(Session session, Output output) {
        this.session = session;
        this.terminal = session.terminal();
        this.output = output;
        this.project = new ProjectDirectory(session.directory());
    }

    /**
     * @param duration how long to run; null for until Ctrl-C
     */
    int run(Duration duration) throws InterruptedException {
        session.interrupts().onInterrupt(stop::countDown);
        long readings;
        try (ProjectKafka kafka = startKafka();
                SparkSession spark = startSpark(kafka.connection())) {
            readings = run(kafka, spark, duration);
        }
        report(readings);
        return ExitCode.OK;
    }

    private ProjectKafka startKafka() {
        return showing(
                "starting Kafka",
                () ->
                        ProjectKafka.open(
                                session.projectBroker()
                                        .bootstrap(project.root())
                                        .map(KafkaConnection::to),
                                project));
    }

    private SparkSession startSpark(KafkaConnection kafka) {
        EngineRequest request = new EngineRequest("demo", EngineRequest.LOCAL, Map.of());
        SparkSession spark =
                showing(
                        "Kafka runs at " + kafka.bootstrapServers() + ", starting Spark",
                        () -> Engine.open(request.settings(kafka, project)));
        EngineExit.holdUntilFinished(session.interrupts());
        return spark;
    }

    private <T> T showing(String what, Supplier<T> work) {
        Progress progress = Progress.start(terminal, () -> what);
        try {
            return work.get();
        } finally {
            progress.close();
        }
    }

    private long run(ProjectKafka own, SparkSession spark, Duration duration)
            throws InterruptedException {
        if (stop.getCount() == 0) {
            return 0;
        }
        Path file = Installation.home().resolve(PIPELINE + ".sql");
        String checkpoints =
                project.state().resolve("checkpoints").resolve(PIPELINE).toUri().toString();
        KafkaConnection kafka = own.connection();
        DemoTopics.create(kafka);
        try (ResultReader results = new ResultReader(kafka);
                Telemetry telemetry = Telemetry.start(kafka, DemoTopics.READINGS);
                PipelineRun pipeline =
                        PipelineRun.start(
                                spark,
                                new PipelineReader(spark)
                                        .read(PIPELINE, SqlFile.read(file, file.toString())),
                                checkpoints,
                                RunMode.CONTINUOUS,
                                status)) {
            own.onFailure(pipeline::abort);
            DemoView view = view(kafka, spark);
            while (stop.getCount() > 0 && !isOver(duration) && !pipeline.awaitEnd(Duration.ZERO)) {
                List<ResultReader.Result> more = results.poll(POLL);
                // What an earlier demo left in the topic comes out first.
                more.removeIf(result -> result.content().windowEnd().isBefore(begunAt));
                status.addResults(more);
                view.show(more, telemetry.sent());
                telemetry.check();
            }
            view.end();
            return telemetry.sent();
        }
    }

    private boolean isOver(Duration duration) {
        return duration != null && System.nanoTime() - begun >= duration.toNanos();
    }

    private DemoView view(KafkaConnection kafka, SparkSession spark) {
        String where =
                "Kafka at "
                        + kafka.bootstrapServers()
                        + ", Spark "
                        + spark.version()
                        + " on "
                        + spark.sparkContext().master();
        if (output.format() == OutputFormat.TABLE && terminal.kind().out()) {
            return new TableView(new Screen(terminal), status, where, begun);
        }
        terminal.err()
                .println(
                        "The demo runs: "
                                + where
                                + ". The first batch takes longest, for Spark compiles the queries.");
        return switch (output.format()) {
            case TABLE -> new LineView(terminal);
            case JSON -> JsonView.array(terminal);
            case JSONL -> JsonView.lines(terminal);
        };
    }

    private void report(long readings) {
        PrintStream err = terminal.err();
        String command = Installation.command();
        err.printf(
                Locale.ROOT,
                "%nThe demo ran for %d s: %,d readings of this machine went into the topic %s, and"
                        + " Spark made %,d results of them (%s, %s).%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                readings,
                DemoTopics.READINGS,
                status.results(),
                DemoTopics.METRICS,
                DemoTopics.PROCESSES);
        err.println("The data stay in " + project.state() + ". To go on:");
        err.println("  " + command + " demo                             go on watching");
        err.println("  " + command + " broker                           serve the topics, then");
        err.println("  " + command + " consume machine.metrics -e       read the results");
        err.println("  " + command + " run examples/machine.sql         run the pipeline alone");
    }
}
