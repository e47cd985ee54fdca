package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.Event;
import io.millrace.benchmark.peer.EventReader;
import io.millrace.benchmark.peer.Totals;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * W6: a state that is a set. Ids are kept in a window store, which forgets them by time; it keeps
 * them for longer than ten minutes, as partitions are read at different speeds.
 */
final class Deduplication extends ContextualProcessor<String, Long, Void, Void> {

    private static final String STORE = "seen";
    private static final Duration DISTANCE = Duration.ofMinutes(10);
    private static final Duration RETENTION = Duration.ofHours(1);

    private final StreamsRun run;
    private final Totals totals;
    private WindowStore<String, Long> seen;

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

    private static StoreBuilder<WindowStore<String, Long>> store(StreamsRun run) {
        WindowBytesStoreSupplier supplier =
                run.isTuned()
                        ? Stores.inMemoryWindowStore(STORE, RETENTION, DISTANCE, false)
                        : Stores.persistentWindowStore(STORE, RETENTION, DISTANCE, false);
        StoreBuilder<WindowStore<String, Long>> store =
                Stores.windowStoreBuilder(supplier, Serdes.String(), Serdes.Long());
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
    }

    @Override
    public void process(Record<String, Long> event) {
        if (!isDuplicate(event)) {
            seen.put(event.key(), event.timestamp(), event.timestamp());
            totals.add(1, event.value());
        }
        run.progress().received();
    }

    private boolean isDuplicate(Record<String, Long> event) {
        Instant time = Instant.ofEpochMilli(event.timestamp());
        try (WindowStoreIterator<Long> earlier =
                seen.fetch(event.key(), time.minus(DISTANCE), time.plus(DISTANCE))) {
            return earlier.hasNext();
        }
    }
}
