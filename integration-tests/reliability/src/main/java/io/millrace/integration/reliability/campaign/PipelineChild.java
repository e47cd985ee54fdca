package io.millrace.integration.reliability.campaign;

import io.millrace.common.error.MillraceException;
import io.millrace.common.fault.FailpointException;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.run.Engine;
import io.millrace.pipeline.run.EngineSettings;
import io.millrace.pipeline.run.PipelineRun;
import io.millrace.pipeline.run.RunListener;
import io.millrace.pipeline.run.RunMode;
import io.millrace.pipeline.statement.SqlFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.spark.sql.classic.SparkSession;

/**
 * The driver that is killed: runs the pipeline and starts it again when it fails, until it is told
 * to stop. A failure that says that another driver has taken over ends the process.
 */
public final class PipelineChild {

    /** The exit code of a driver that knows that another one has taken over. */
    static final int OVERTAKEN = 75;

    /** Event: a query has failed at a failpoint. */
    static final String FAILED_ON_PURPOSE = "query failpoint";

    /** Event: a query has failed for another reason. */
    static final String FAILED = "query failed";

    private static final int GIVEN_UP = 1;
    private static final int TRIES = 60;
    private static final long BETWEEN_TRIES_MILLIS = 300;

    private final Path directory;
    private final History history;
    private volatile PipelineRun current;
    private volatile boolean stopping;

    private PipelineChild(Path directory, History history) {
        this.directory = directory;
        this.history = history;
    }

    /**
     * Runs in the other process.
     *
     * @param arguments bootstrap servers, a directory with the pipeline, a file for the history
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[1]);
        try (History history = new History(Path.of(arguments[2]))) {
            PipelineChild child = new PipelineChild(directory, history);
            Runtime.getRuntime().addShutdownHook(new Thread(child::stop));
            Runtime.getRuntime().halt(child.run(arguments[0]));
        }
    }

    private int run(String servers) throws InterruptedException {
        EngineSettings settings =
                new EngineSettings(
                        "campaign",
                        "local[2]",
                        Optional.of(servers),
                        directory.resolve("work"),
                        Map.of("spark.sql.shuffle.partitions", "2"));
        SqlFile file = SqlFile.read(directory.resolve("pipeline.sql"), "pipeline.sql");
        SparkSession spark = Engine.open(settings);
        spark.streams().addListener(new FlowEnds(history));
        Pipeline pipeline = new PipelineReader(spark).read("campaign", file);
        for (int failures = 0; failures < TRIES; failures++) {
            Optional<RuntimeException> failure = runOnce(spark, pipeline);
            if (failure.isEmpty() || stopping) {
                return 0;
            }
            if (isOvertaken(failure.get())) {
                return OVERTAKEN;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
        }
        return GIVEN_UP;
    }

    private Optional<RuntimeException> runOnce(SparkSession spark, Pipeline pipeline)
            throws InterruptedException {
        String checkpoints = directory.resolve("checkpoints").toUri().toString();
        try (PipelineRun run =
                PipelineRun.start(
                        spark, pipeline, checkpoints, RunMode.CONTINUOUS, new RunListener() {})) {
            current = run;
            run.awaitEnd();
            return Optional.empty();
        } catch (RuntimeException e) {
            if (!stopping) {
                history.add(failpoint(e) ? FAILED_ON_PURPOSE : FAILED, "reason", text(e));
            }
            return Optional.of(e);
        }
    }

    private void stop() {
        stopping = true;
        PipelineRun running = current;
        if (running != null) {
            running.stop();
        }
    }

    private static boolean failpoint(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            // Of a task the driver knows the text alone.
            if (e instanceof FailpointException
                    || String.valueOf(e.getMessage()).contains("was armed to throw")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOvertaken(RuntimeException failure) {
        boolean told =
                MillraceException.findIn(failure)
                        .map(coded -> coded.code().name().equals("SINK_OVERTAKEN"))
                        .orElse(false);
        return told || root(failure) instanceof ProducerFencedException;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String text(Throwable failure) {
        return failure + " / " + root(failure);
    }
}
