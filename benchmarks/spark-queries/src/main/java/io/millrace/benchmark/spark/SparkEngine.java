package io.millrace.benchmark.spark;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.RunningStream;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.FollowRequest;
import io.millrace.benchmark.protocol.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark with some source, in this process. */
public final class SparkEngine implements Engine {

    private final SparkSession session;
    private final SparkSource source;
    private final Path workDirectory;
    private final Map<String, String> versions;

    /**
     * @param session is stopped when the engine is closed
     * @param versions of what the engine is made of beside Spark
     */
    public SparkEngine(
            SparkSession session,
            SparkSource source,
            EngineSettings settings,
            Map<String, String> versions) {
        this.session = session;
        this.source = source;
        this.workDirectory = Path.of(settings.workDirectory());
        this.versions = new TreeMap<>(versions);
        this.versions.put("spark", session.version());
    }

    @Override
    public Map<String, String> versions() {
        return versions;
    }

    @Override
    public List<String> workloads() {
        return SparkQueries.workloads();
    }

    @Override
    public List<String> run(RunRequest request) throws Exception {
        SparkQuery query = SparkQueries.of(request.workload());
        Dataset<Row> input = source.open(session, request.topic(), query.input());
        input.createOrReplaceTempView(SparkQuery.INPUT_VIEW);
        for (Map.Entry<String, String> table : request.tables().entrySet()) {
            SideTable.read(Path.of(table.getValue()))
                    .rows(session)
                    .createOrReplaceTempView(table.getKey());
        }
        Path checkpoint = workDirectory.resolve("checkpoint-" + request.number());
        return StreamRun.toEnd(session.sql(query.sql()), query.keyColumns(), checkpoint);
    }

    @Override
    public RunningStream follow(FollowRequest request) throws Exception {
        SparkQuery query = StreamQueries.of(request.workload());
        source.open(session, request.inputTopic(), query.input())
                .createOrReplaceTempView(SparkQuery.INPUT_VIEW);
        return EndlessRun.start(
                session,
                source.write(session.sql(query.sql()), request.outputTopic()),
                workDirectory.resolve("checkpoint-" + request.outputTopic()));
    }

    @Override
    public void close() {
        session.stop();
    }
}
