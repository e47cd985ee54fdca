package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.engine.KafkaClient;
import io.millrace.benchmark.peer.Answer;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.peer.Progress;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.List;
import java.util.Map;

/** Kafka Streams: a new application for each run. */
final class StreamsEngine implements Engine {

    private final EngineSettings settings;

    private StreamsEngine(EngineSettings settings) {
        this.settings = settings;
    }

    public static void main(String[] arguments) {
        EngineServer.serve(StreamsEngine::new);
    }

    @Override
    public Map<String, String> versions() {
        // Both are released together.
        return Map.of("kafka-streams", KafkaClient.version());
    }

    @Override
    public List<String> workloads() {
        return StreamsQueries.workloads();
    }

    @Override
    public List<String> run(RunRequest request) throws Exception {
        long records = EndOffsets.of(settings.bootstrapServers(), request.topic()).records();
        StreamsRun run =
                new StreamsRun(
                        settings,
                        request,
                        StreamsSettings.of(settings, request.guarantee()),
                        new Progress(records),
                        new Answer());
        StreamsApplication application =
                StreamsApplication.start(StreamsQueries.of(request.workload()), run);
        try {
            application.await(run.progress());
        } finally {
            application.stop();
        }
        return request.outputTopic() == null ? run.answer().rows() : List.of();
    }

    @Override
    public void close() {}
}
