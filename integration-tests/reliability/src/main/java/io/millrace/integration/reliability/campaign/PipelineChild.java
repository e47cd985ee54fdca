package io.millrace.integration.reliability.campaign;

import io.millrace.common.error.MillraceException;
import io.millrace.common.fault.Failpoint;
import io.millrace.common.fault.FailpointException;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.PipelineReader;
import io.millrace.pipeline.run.Engine;
import io.millrace.pipeline.run.EngineSettings;
import io.millrace.pipeline.run.HadoopSettings;
import io.millrace.pipeline.run.PipelineRun;
import io.millrace.pipeline.run.RunListener;
import io.millrace.pipeline.run.RunMode;
import io.millrace.pipeline.statement.SqlFile;
import io.millrace.spark.checkpoint.lease.Claim;
import io.millrace.spark.checkpoint.lease.PipelineLease;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

    /** Of an event of a failure: whose it is, by its code. */
    static final String CATEGORY = "category";

    private static final String EXECUTOR_JVM =
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
                    + " -Dlog4j2.configurationFile=classpath:reliability-child-log4j2.properties";

    /** Step: the flows are started. */
    static final String RUNNING = "flows run";

    /** The exit code of a driver that has failed too often. */
    static final int GIVEN_UP = 1;

    private static final int LEASE_TRIES = 10;
    private static final int TRIES = 60;
    private static final long BETWEEN_TRIES_MILLIS = 300;

    private final Path directory;
    private final History history;
    private final String armedExecutors;
    private volatile PipelineRun current;
    private volatile boolean stopping;
    private volatile boolean overtaken;

    private PipelineChild(Path directory, History history, String armedExecutors) {
        this.directory = directory;
        this.history = history;
        this.armedExecutors = armedExecutors;
    }

    /**
     * Runs in the other process.
     *
     * @param arguments bootstrap servers, a directory with the pipeline, a file for the history,
     *     Spark's master, how to ask for the lease, the points at which executors fail
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[1]);
        try (History history = new History(Path.of(arguments[2]))) {
            PipelineChild child = new PipelineChild(directory, history, arguments[5]);
            Runtime.getRuntime().addShutdownHook(new Thread(child::stop));
            Runtime.getRuntime()
                    .halt(child.run(arguments[0], arguments[3], Claim.valueOf(arguments[4])));
        }
    }

    /** Takes the lease before anything else, as {@code millrace run} does. */
    private int run(String servers, String master, Claim claim) throws InterruptedException {
        for (int failures = 0; failures < LEASE_TRIES; failures++) {
            try (PipelineLease lease =
                    PipelineLease.take(checkpoints(), HadoopSettings.of(Map.of()), claim)) {
                lease.onLost(this::abort);
                return run(servers, master);
            } catch (MillraceException e) {
                failed(e);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
            }
        }
        return GIVEN_UP;
    }

    private void abort(MillraceException lost) {
        overtaken = true;
        PipelineRun running = current;
        if (running != null) {
            running.abort(lost);
        }
    }

    private String checkpoints() {
        return directory.resolve("checkpoints").toUri().toString();
    }

    private int run(String servers, String master) throws InterruptedException {
        Map<String, String> conf = new HashMap<>(Map.of("spark.sql.shuffle.partitions", "2"));
        if (!master.startsWith("local[")) {
            conf.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
            conf.put("spark.executor.extraJavaOptions", EXECUTOR_JVM + archive());
            conf.put("spark.executor.memory", "512m");
            if (!armedExecutors.isEmpty()) {
                conf.put("spark.executorEnv." + Failpoint.VARIABLE, armedExecutors);
            }
            // However often they die.
            conf.put("spark.deploy.maxExecutorRetries", "-1");
        }
        EngineSettings settings =
                new EngineSettings(
                        "campaign", master, Optional.of(servers), directory.resolve("work"), conf);
        SqlFile file = SqlFile.read(directory.resolve("pipeline.sql"), "pipeline.sql");
        SparkSession spark = Engine.open(settings);
        spark.streams().addListener(new FlowEnds(history));
        spark.sparkContext().addSparkListener(new ExecutorEnds(history));
        step("engine");
        Pipeline pipeline = new PipelineReader(spark).read("campaign", file);
        step("pipeline");
        for (int failures = 0; failures < TRIES; failures++) {
            Optional<RuntimeException> failure = runOnce(spark, pipeline);
            if (failure.isEmpty() || stopping) {
                return 0;
            }
            if (overtaken || isOvertaken(failure.get())) {
                return OVERTAKEN;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
        }
        return GIVEN_UP;
    }

    /** Executors have the classes of their driver, and its archive of them. */
    private static String archive() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.matches("-Xshare.*|-Xlog.*|-XX:SharedArchiveFile.*"))
                .map(argument -> " " + argument)
                .collect(Collectors.joining());
    }

    private Optional<RuntimeException> runOnce(SparkSession spark, Pipeline pipeline)
            throws InterruptedException {
        try (PipelineRun run =
                PipelineRun.start(
                        spark, pipeline, checkpoints(), RunMode.CONTINUOUS, new RunListener() {})) {
            current = run;
            step(RUNNING);
            run.awaitEnd();
            return Optional.empty();
        } catch (RuntimeException e) {
            if (!stopping) {
                failed(e);
            }
            return Optional.of(e);
        }
    }

    private void failed(RuntimeException e) {
        String category =
                overtaken || isOvertaken(e)
                        ? "none"
                        : MillraceException.findIn(e)
                                .map(coded -> coded.code().category().name())
                                .orElse("none");
        history.add(
                failpoint(e) ? FAILED_ON_PURPOSE : FAILED, CATEGORY, category, "reason", text(e));
    }

    /** Where the time of a start goes. */
    private void step(String what) {
        long millis = ManagementFactory.getRuntimeMXBean().getUptime();
        history.add("step", "what", what, "millis", millis);
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
