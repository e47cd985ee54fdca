package io.millrace.benchmark.engine.limit;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.engine.KafkaClient;
import io.millrace.benchmark.protocol.AnswerRow;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Bare consumer loops that only add up the lengths of values. */
final class LimitEngine implements Engine {

    private final EngineSettings settings;
    private final ExecutorService threads;

    private LimitEngine(EngineSettings settings) {
        this.settings = settings;
        this.threads = Executors.newFixedThreadPool(settings.cores());
    }

    public static void main(String[] arguments) {
        EngineServer.serve(LimitEngine::new);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("kafka-clients", KafkaClient.version());
    }

    @Override
    public List<String> workloads() {
        return List.of("W0");
    }

    /** Each thread has a consumer of its own and every n-th partition. */
    @Override
    public List<String> run(RunRequest request) throws Exception {
        List<Future<ConsumerLoop.Sum>> parts = new ArrayList<>();
        for (int i = 0; i < settings.cores(); i++) {
            ConsumerLoop loop =
                    new ConsumerLoop(
                            settings.bootstrapServers(), request.topic(), i, settings.cores());
            parts.add(threads.submit(loop::read));
        }
        long records = 0;
        long bytes = 0;
        for (Future<ConsumerLoop.Sum> part : parts) {
            records += part.get().records();
            bytes += part.get().bytes();
        }
        return List.of(AnswerRow.of(records, bytes));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
