package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.Answer;
import io.millrace.benchmark.peer.Progress;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.Tuning;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StateStore;

/**
 * One run, for which a topology is made.
 *
 * @param properties of the application
 * @param progress is told of each record that has been read, and of each on its way between two
 *     parts of the topology
 * @param answer takes the results
 */
record StreamsRun(
        EngineSettings settings,
        RunRequest request,
        Properties properties,
        Progress progress,
        Answer answer) {

    /** Tuned, a state that is small stays in memory, and what nobody wants back is not logged. */
    <K, V, S extends StateStore> Materialized<K, V, S> store(
            String name, Serde<K> keys, Serde<V> values) {
        Materialized<K, V, S> store =
                Materialized.<K, V, S>as(name).withKeySerde(keys).withValueSerde(values);
        return isTuned()
                ? store.withStoreType(Materialized.StoreType.IN_MEMORY).withLoggingDisabled()
                : store;
    }

    boolean isTuned() {
        return settings.tuning() == Tuning.TUNED;
    }

    static <K, V> Repartitioned<K, V> by(String name, Serde<K> keys, Serde<V> values) {
        return Repartitioned.<K, V>as(name).withKeySerde(keys).withValueSerde(values);
    }
}
