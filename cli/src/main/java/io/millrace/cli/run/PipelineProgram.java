package io.millrace.cli.run;

import io.millrace.cli.engine.EngineExit;
import io.millrace.cli.engine.EngineRequest;
import io.millrace.cli.engine.ProjectKafka;
import io.millrace.cli.output.Output;
import io.millrace.cli.terminal.Progress;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Interrupts;
import io.millrace.cli.verb.ProjectDirectory;
import io.millrace.cli.verb.Session;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.run.Engine;
import io.millrace.pipeline.run.HadoopSettings;
import io.millrace.pipeline.run.PipelineRun;
import io.millrace.pipeline.run.RunMode;
import io.millrace.pipeline.run.RunPolicy;
import io.millrace.pipeline.statement.SqlFile;
import io.millrace.spark.checkpoint.fit.Changes;
import io.millrace.spark.checkpoint.lease.Claim;
import io.millrace.spark.checkpoint.lease.PipelineLease;
import org.apache.spark.sql.classic.SparkSession;

/** Runs a pipeline from start to end. */
final class PipelineProgram {

    private final Session session;
    private final Output output;
    private final RunOrder order;
    private final ProjectDirectory project;
    private final String name;

    PipelineProgram(Session session, Output output, RunOrder order) {
        this.session = session;
        this.output = output;
        this.order = order;
        this.project = new ProjectDirectory(session.directory());
        this.name = order.pipelineName(project);
    }

    int run() throws InterruptedException {
        // Before anything is started: the file is what is wrong most often.
        SqlFile file =
                SqlFile.read(session.directory().resolve(order.file()), order.file().toString());
        session.interrupts().finishWithin(order.stopLimit().plus(Interrupts.LIMIT));
        session.interrupts().onInterrupt(Thread.currentThread()::interrupt);
        FlowReport report = new FlowReport(session.terminal());
        Progress progress = Progress.start(session.terminal(), report::line);
        // Before the engine starts, which takes longer than to be told that another run has it.
        try (PipelineLease lease =
                PipelineLease.take(
                        checkpoints(),
                        HadoopSettings.of(order.conf()),
                        order.takeOver() ? Claim.BY_FORCE : Claim.IF_FREE)) {
            run(lease, file, report);
        } finally {
            progress.close();
        }
        report.print(output);
        return ExitCode.OK;
    }

    private void run(PipelineLease lease, SqlFile file, FlowReport report)
            throws InterruptedException {
        try (ProjectKafka kafka = ProjectKafka.open(order.kafka(), project)) {
            if (kafka.isOwn()) {
                report.ownBrokerRuns(kafka.connection().bootstrapServers());
            }
            report.startingEngine();
            try {
                run(lease, kafka, file, report);
            } catch (MillraceException e) {
                if (kafka.isOwn() && e.code() == KafkaError.TOPIC_NOT_FOUND) {
                    session.terminal()
                            .note("Kafka ran for this run only; to create topics: millrace broker");
                }
                throw kafka.failure().orElse(e);
            }
        }
    }

    private void run(PipelineLease lease, ProjectKafka kafka, SqlFile file, FlowReport report)
            throws InterruptedException {
        EngineRequest request = new EngineRequest(name, order.master(), order.conf());
        try (SparkSession spark = Engine.open(request.settings(kafka.connection(), project))) {
            EngineExit.holdUntilFinished(session.interrupts());
            Pipeline pipeline = new PipelineReader(spark).read(name, file);
            // Spark's start takes no notice of interrupts.
            if (!session.interrupts().isRequested()) {
                run(lease, kafka, spark, pipeline, report);
            }
        }
    }

    private void run(
            PipelineLease lease,
            ProjectKafka kafka,
            SparkSession spark,
            Pipeline pipeline,
            FlowReport report)
            throws InterruptedException {
        RunPolicy policy =
                new RunPolicy(
                        order.once() ? RunMode.ONCE : RunMode.CONTINUOUS,
                        order.allowChanged() ? Changes.ALLOWED : Changes.REFUSED,
                        project.state().resolve("log"));
        try (PipelineRun run =
                PipelineRun.start(spark, pipeline, checkpoints(), policy, report.listener())) {
            lease.onLost(run::abort);
            kafka.onFailure(run::abort);
            session.interrupts()
                    .onInterrupt(
                            () -> new Thread(() -> run.stop(order.stopLimit()), "stop").start());
            run.awaitEnd();
        }
    }

    private String checkpoints() {
        String root =
                order.checkpoints() == null
                        ? project.checkpoints().toUri().toString()
                        : order.checkpoints();
        return root.replaceAll("/+$", "") + "/" + name;
    }
}
