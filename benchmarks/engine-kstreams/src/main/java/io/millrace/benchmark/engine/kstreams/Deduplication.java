package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.Event;
import io.millrace.benchmark.peer.EventReader;
import io.millrace.benchmark.peer.Totals;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * W6: a state that is a set: ids with the time of their events. They are forgotten now and then;
 * later than after ten minutes, as partitions are read at different speeds.
 */
final class Deduplication extends ContextualProcessor<String, Long, Void, Void> {

    private static final String STORE = "seen";
    private static final long DISTANCE_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final Duration RETENTION = Duration.ofHours(1);

    private final StreamsRun run;
    private final Totals totals;
    private KeyValueStore<String, Long> seen;

    private Deduplication(StreamsRun run, Totals totals) {
        this.run = run;
        this.totals = totals;
    }

    static void build(StreamsBuilder builder, StreamsRun run) {
        Totals totals = run.answer().totals(Totals::countAndSum);
        builder.addStateStore(store(run));
        builder.stream(
                        run.request().topic(),
                        Consumed.with(Serdes.ByteArray(), Formats.reading(EventReader::read))
                                .withTimestampExtractor(
                                        (record, partitionTime) -> ((Event) record.value()).time()))
                .map((key, event) -> keyed(event, run))
                .repartition(StreamsRun.by("event", Serdes.String(), Serdes.Long()))
                .process(() -> new Deduplication(run, totals), STORE);
    }

    private static StoreBuilder<KeyValueStore<String, Long>> store(StreamsRun run) {
        KeyValueBytesStoreSupplier supplier =
                run.isTuned()
                        ? Stores.inMemoryKeyValueStore(STORE)
                        : Stores.persistentKeyValueStore(STORE);
        StoreBuilder<KeyValueStore<String, Long>> store =
                Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.Long());
        return run.isTuned() ? store.withLoggingDisabled() : store;
    }

    private static KeyValue<String, Long> keyed(Event event, StreamsRun run) {
        run.progress().readAndSent(1);
        return KeyValue.pair(event.id(), event.amount());
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        seen = context.getStateStore(STORE);
        context.schedule(RETENTION, PunctuationType.STREAM_TIME, this::forget);
    }

    @Override
    public void process(Record<String, Long> event) {
        Long earlier = seen.get(event.key());
        if (earlier == null || Math.abs(event.timestamp() - earlier) > DISTANCE_MILLIS) {
            seen.put(event.key(), event.timestamp());
            totals.add(1, event.value());
        }
        run.progress().received();
    }

    private void forget(long now) {
        try (KeyValueIterator<String, Long> all = seen.all()) {
            while (all.hasNext()) {
                KeyValue<String, Long> id = all.next();
                if (id.value < now - RETENTION.toMillis()) {
                    seen.delete(id.key);
                }
            }
        }
    }
}
