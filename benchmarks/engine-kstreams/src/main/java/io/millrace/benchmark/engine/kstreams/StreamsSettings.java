package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of an application; {@code benchmarks/PEERS.md} gives the reasons. */
final class StreamsSettings {

    private static final Map<String, String> TUNED =
            Map.of(
                    StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                    Integer.toString(256 << 20),
                    StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                    "5000",
                    StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                    "10000",
                    StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG,
                    StreamsConfig.OPTIMIZE,
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                    "10000",
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG),
                    "-1",
                    StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                    Integer.toString(256 << 10));

    private StreamsSettings() {}

    /** Those of a new application. */
    static Properties of(EngineSettings settings, Guarantee guarantee) {
        Properties all = new Properties();
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, "benchmark-" + UUID.randomUUID());
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.workDirectory());
        if (settings.tuning() == Tuning.TUNED) {
            all.putAll(TUNED);
            all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(settings.cores()));
        }
        if (guarantee == Guarantee.EXACTLY_ONCE) {
            all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        }
        return all;
    }
}
