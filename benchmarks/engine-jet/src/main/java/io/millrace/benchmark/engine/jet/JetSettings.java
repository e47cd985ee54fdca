package io.millrace.benchmark.engine.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.Tuning;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The settings of the member and its clients; {@code benchmarks/PEERS.md} gives the reasons. */
final class JetSettings {

    private static final Map<String, String> TUNED_CONSUMER =
            Map.of(
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000",
                    ConsumerConfig.RECEIVE_BUFFER_CONFIG, "-1");

    private static final Map<String, String> TUNED_PRODUCER =
            Map.of(
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    Integer.toString(256 << 10),
                    ProducerConfig.LINGER_MS_CONFIG,
                    "20");

    private JetSettings() {}

    static Config member(EngineSettings settings) {
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig();
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getMulticastConfig().setEnabled(false);
        // The default is as many as the JVM sees processors.
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(settings.cores());
        return config;
    }

    static Properties consumer(EngineSettings settings) {
        Properties all = new Properties();
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        all.put(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        all.put(
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class.getName());
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        if (settings.tuning() == Tuning.TUNED) {
            all.putAll(TUNED_CONSUMER);
        }
        return all;
    }

    static Properties producer(EngineSettings settings) {
        Properties all = new Properties();
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        if (settings.tuning() == Tuning.TUNED) {
            all.putAll(TUNED_PRODUCER);
        }
        return all;
    }

    static JobConfig job(Guarantee guarantee) {
        return new JobConfig()
                .setProcessingGuarantee(
                        switch (guarantee) {
                            case NONE -> ProcessingGuarantee.NONE;
                            case AT_LEAST_ONCE -> ProcessingGuarantee.AT_LEAST_ONCE;
                            case EXACTLY_ONCE -> ProcessingGuarantee.EXACTLY_ONCE;
                        });
    }
}
