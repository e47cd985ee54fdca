package io.millrace.benchmark.engine.jet;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.engine.KafkaClient;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.List;
import java.util.Map;

/** Hazelcast Jet: one member in this process, one job a run. */
final class JetEngine implements Engine {

    private final EngineSettings settings;
    private final HazelcastInstance member;

    private JetEngine(EngineSettings settings) {
        this.settings = settings;
        this.member = Hazelcast.newHazelcastInstance(JetSettings.member(settings));
    }

    public static void main(String[] arguments) {
        EngineServer.serve(JetEngine::new);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of(
                "hazelcast",
                BuildInfoProvider.getBuildInfo().getVersion(),
                "kafka-clients",
                KafkaClient.version());
    }

    @Override
    public List<String> workloads() {
        return JetQueries.workloads();
    }

    @Override
    public List<String> run(RunRequest request) throws Exception {
        EndOffsets ends = EndOffsets.of(settings.bootstrapServers(), request.topic());
        JetRun run = JetRun.begin(ends.records());
        JetQuery query = JetQueries.of(request.workload());
        run.execute(member.getJet(), query.pipeline(settings, request, ends), request.guarantee());
        return request.outputTopic() == null ? run.answer().rows() : List.of();
    }

    @Override
    public void close() {
        member.shutdown();
    }
}
