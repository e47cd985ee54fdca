package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.engine.KafkaClient;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.schema.SchemaRegistryStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Flink SQL in a session cluster in this process, one job a run. */
final class FlinkEngine implements Engine {

    private final EngineSettings settings;
    private final MiniCluster cluster;
    private SchemaRegistryStub registry;

    private FlinkEngine(EngineSettings settings) throws Exception {
        this.settings = settings;
        this.cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(FlinkConfiguration.ofCluster(settings))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(settings.cores())
                                .withRandomPorts()
                                .build());
        cluster.start();
    }

    public static void main(String[] arguments) {
        EngineServer.serve(FlinkEngine::new);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of(
                "flink",
                EnvironmentInformation.getVersion(),
                "kafka-clients",
                KafkaClient.version());
    }

    @Override
    public List<String> workloads() {
        return FlinkQueries.workloads();
    }

    /** The plan is made anew each time, as by a SQL client that submits to a session cluster. */
    @Override
    public List<String> run(RunRequest request) throws Exception {
        FlinkQuery query = FlinkQueries.of(request.workload());
        Answers.clear();
        JobID job = cluster.submitJob(graph(query, request)).get().getJobID();
        cluster.requestJobResult(job).get().toJobExecutionResult(getClass().getClassLoader());
        return query.output().answer();
    }

    private StreamGraph graph(FlinkQuery query, RunRequest request) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        FlinkConfiguration.ofJob(settings, request));
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        query.functions().of(request).forEach(tables::createTemporarySystemFunction);
        tables.executeSql(query.inputTable(settings, request, this::registryUrl));
        for (String view : query.views()) {
            tables.executeSql(view);
        }
        tables.executeSql(query.output().table(settings, request));
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsertSql("INSERT INTO output " + query.select());
        statements.attachAsDataStream();
        return environment.getStreamGraph();
    }

    private String registryUrl() {
        try {
            if (registry == null) {
                registry = SchemaRegistryStub.start();
            }
            return registry.url();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
