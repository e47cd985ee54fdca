package io.millrace.benchmark.spark;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.RunningStream;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.FollowRequest;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.StreamRequest;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.spark.SparkQuery.CountAndSum;
import io.millrace.benchmark.spark.SparkQuery.Final;
import io.millrace.benchmark.spark.SparkQuery.Latest;
import io.millrace.benchmark.spark.SparkQuery.LatestOfSensors;
import io.millrace.benchmark.spark.SparkQuery.Result;
import io.millrace.benchmark.spark.SparkQuery.State;
import io.millrace.benchmark.spark.SparkQuery.ToTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import scala.Option;

/** Spark with some connector, in this process. */
public final class SparkEngine implements Engine {

    /**
     * What Spark's documentation recommends for millions of keys: the state in RocksDB, and its
     * changes instead of all of it in each checkpoint.
     */
    private static final Map<String, String> LARGE_STATE =
            Map.of(
                    "spark.sql.streaming.stateStore.providerClass",
                    "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider",
                    "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled",
                    "true");

    private static final String LIMIT = "maxOffsetsPerTrigger";

    /** So that state and memory stay bounded. */
    private static final long TUNED_LIMIT = 2_000_000;

    private static final String UPDATE = "update";
    private static final String APPEND = "append";

    private final SparkSession session;
    private final SparkConnector connector;
    private final EngineSettings settings;
    private final Map<String, String> versions;

    /**
     * @param session is stopped when the engine is closed
     * @param versions of what the engine is made of beside Spark
     */
    public SparkEngine(
            SparkSession session,
            SparkConnector connector,
            EngineSettings settings,
            Map<String, String> versions) {
        this.session = session;
        this.connector = connector;
        this.settings = settings;
        this.versions = new TreeMap<>(versions);
        this.versions.put("spark", session.version());
    }

    @Override
    public Map<String, String> versions() {
        return versions;
    }

    @Override
    public List<String> workloads() {
        return SparkQueries.ALL.stream()
                .filter(query -> connector.reads(query.input()))
                .flatMap(this::promises)
                .toList();
    }

    /** Its name, and where it writes to a topic the name of each guarantee. */
    private Stream<String> promises(SparkQuery query) {
        boolean exactly =
                query.result() instanceof ToTopic
                        && connector.guarantees().contains(Guarantee.EXACTLY_ONCE);
        return exactly
                ? Stream.of(query.workload(), query.workload() + EXACTLY_ONCE)
                : Stream.of(query.workload());
    }

    @Override
    public List<String> run(RunRequest request) throws Exception {
        SparkQuery query = SparkQueries.of(request.workload());
        for (Map.Entry<String, String> table : request.tables().entrySet()) {
            SideTable.read(Path.of(table.getValue()))
                    .rows(session)
                    .createOrReplaceTempView(table.getKey());
        }
        if (settings.tuning() == Tuning.TUNED && query.state() == State.LARGE) {
            return withLargeState(() -> run(query, request));
        }
        return run(query, request);
    }

    /** Sets the session for one query, and back. */
    private <T> T withLargeState(Callable<T> work) throws Exception {
        Map<String, Option<String>> before = new TreeMap<>();
        LARGE_STATE.keySet().forEach(key -> before.put(key, session.conf().getOption(key)));
        LARGE_STATE.forEach(session.conf()::set);
        try {
            return work.call();
        } finally {
            before.forEach(
                    (key, value) -> {
                        session.conf().unset(key);
                        value.foreach(
                                known -> {
                                    session.conf().set(key, known);
                                    return null;
                                });
                    });
        }
    }

    private List<String> run(SparkQuery query, RunRequest request) throws Exception {
        Map<String, String> limit =
                request.batchRecords() == null
                        ? limit()
                        : Map.of(LIMIT, request.batchRecords().toString());
        Dataset<Row> input = connector.open(session, request.topic(), query.input(), limit);
        QueryRun run =
                new QueryRun(
                        query.plan().of(session, input),
                        Path.of(settings.workDirectory(), "checkpoint-" + request.number()));
        return run(run, query.result(), request);
    }

    private List<String> run(QueryRun run, Result result, RunRequest request) throws Exception {
        if (result instanceof Latest latest) {
            return run.into(new LatestRows(latest.keyColumns()), UPDATE);
        }
        if (result instanceof Final) {
            return run.into(new FinalRows(), APPEND);
        }
        if (result instanceof LatestOfSensors) {
            return run.into(new SensorRows(), UPDATE);
        }
        if (result instanceof CountAndSum) {
            return run.into(new TotalRow(), APPEND);
        }
        return run.into(connector, request.outputTopic(), request.guarantee());
    }

    /** Of the records of a micro-batch, where the tuning has one. */
    private Map<String, String> limit() {
        return settings.tuning() == Tuning.TUNED
                ? Map.of(LIMIT, Long.toString(TUNED_LIMIT))
                : Map.of();
    }

    /** Micro-batch after micro-batch, each as soon as there is something to read. */
    @Override
    public void stream(StreamRequest request) throws Exception {
        SparkQuery query = SparkQueries.of(request.workload());
        Dataset<Row> input = connector.open(session, request.topic(), query.input(), limit());
        connector
                .writer(query.plan().of(session, input), request.outputTopic(), request.guarantee())
                .option("checkpointLocation", request.stateDirectory())
                .start()
                .awaitTermination();
    }

    @Override
    public RunningStream follow(FollowRequest request) throws Exception {
        SparkQuery query = StreamQueries.of(request.workload());
        // In real time there is nothing to limit, and so it is refused.
        Dataset<Row> input =
                connector.open(
                        session,
                        request.inputTopic(),
                        query.input(),
                        request.inRealTime() ? Map.of() : limit());
        Trigger trigger =
                request.inRealTime()
                        ? Trigger.RealTime(request.realTimeBatchMillis())
                        : Trigger.ProcessingTime(request.intervalMillis());
        return EndlessRun.start(
                session,
                connector.keyedWriter(query.plan().of(session, input), request.outputTopic()),
                Path.of(settings.workDirectory(), "checkpoint-" + request.outputTopic()),
                trigger);
    }

    @Override
    public void close() {
        session.stop();
    }
}
