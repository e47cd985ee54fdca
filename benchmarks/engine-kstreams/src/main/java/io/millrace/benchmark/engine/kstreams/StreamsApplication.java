package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** An application with an id of its own, so that it begins at the beginning. */
final class StreamsApplication {

    private static final Duration CLOSE = Duration.ofMinutes(1);
    private static final long CHECK_MILLIS = 5;

    private final KafkaStreams streams;
    private final String bootstrapServers;
    private final String id;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private StreamsApplication(KafkaStreams streams, String bootstrapServers, String id) {
        this.streams = streams;
        this.bootstrapServers = bootstrapServers;
        this.id = id;
    }

    static StreamsApplication start(StreamsQuery query, StreamsRun run) throws IOException {
        Properties properties = run.properties();
        StreamsBuilder builder =
                new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        query.build(builder, run);
        StreamsApplication application =
                new StreamsApplication(
                        new KafkaStreams(builder.build(properties), properties),
                        run.settings().bootstrapServers(),
                        properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        application.start();
        return application;
    }

    private void start() {
        streams.setUncaughtExceptionHandler(
                thrown -> {
                    failure.compareAndSet(null, thrown);
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
        streams.start();
    }

    /** Waits until the input has been used up. */
    void await(Progress progress) throws InterruptedException {
        while (!progress.isComplete()) {
            if (failure.get() != null) {
                throw new IllegalStateException("the application failed", failure.get());
            }
            TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
        }
    }

    /** Ends it, which commits and gives out what caches have held back; nothing of it is left. */
    void stop() throws InterruptedException, ExecutionException {
        if (!streams.close(CLOSE)) {
            throw new IllegalStateException("the application " + id + " does not end");
        }
        streams.cleanUp();
        try (Admin admin =
                Admin.create(
                        Map.of(
                                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                                (Object) bootstrapServers))) {
            List<String> internal =
                    admin.listTopics().names().get().stream()
                            .filter(topic -> topic.startsWith(id))
                            .toList();
            admin.deleteTopics(internal).all().get();
        }
    }
}
