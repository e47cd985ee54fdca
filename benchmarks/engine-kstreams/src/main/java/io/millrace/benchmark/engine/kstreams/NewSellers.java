package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.NewSeller;
import io.millrace.benchmark.peer.SiteEvent;
import io.millrace.benchmark.peer.SiteEvent.Auction;
import io.millrace.benchmark.peer.SiteEvent.Person;
import io.millrace.benchmark.peer.SiteEventReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;

/**
 * W5-q8: two streams joined in windows. Joins of Kafka Streams have no tumbling windows, so the
 * window is a part of the key. Its start is also the time of the record, so that a join looks into
 * one place of its window store instead of into all milliseconds of ten seconds.
 */
final class NewSellers {

    private static final Duration GRACE = Duration.ofDays(2);

    /** Whom it is about, and the start of the window. */
    private record Key(long person, long window) {}

    private NewSellers() {}

    static void build(StreamsBuilder builder, StreamsRun run) {
        KStream<byte[], SiteEvent> events =
                builder.stream(
                                run.request().topic(),
                                Consumed.with(
                                                Serdes.ByteArray(),
                                                Formats.reading(SiteEventReader::personOrAuction))
                                        .withTimestampExtractor(
                                                (record, partitionTime) ->
                                                        record.value() instanceof SiteEvent event
                                                                ? NewSeller.windowOf(event.time())
                                                                : record.timestamp()))
                        .filter((key, event) -> isWanted(event, run));
        KStream<Key, String> persons =
                events.filter((key, event) -> event instanceof Person)
                        .map((key, event) -> keyed((Person) event))
                        .repartition(StreamsRun.by("person", keys(), Serdes.String()))
                        .peek((key, name) -> run.progress().received());
        KStream<Key, Long> auctions =
                events.filter((key, event) -> event instanceof Auction)
                        .map((key, event) -> keyed((Auction) event))
                        .repartition(StreamsRun.by("auction", keys(), Serdes.Long()))
                        .peek((key, auction) -> run.progress().received());
        persons.join(
                        auctions,
                        (key, name, auction) ->
                                new NewSeller(key.window(), key.person(), name, auction),
                        JoinWindows.ofTimeDifferenceAndGrace(Duration.ZERO, GRACE),
                        joined(run))
                .foreach((key, seller) -> run.answer().put(seller, seller.auction()));
    }

    private static boolean isWanted(SiteEvent event, StreamsRun run) {
        run.progress().readAndSent(event == null ? 0 : 1);
        return event != null;
    }

    private static KeyValue<Key, String> keyed(Person person) {
        return KeyValue.pair(
                new Key(person.id(), NewSeller.windowOf(person.time())), person.name());
    }

    private static KeyValue<Key, Long> keyed(Auction auction) {
        return KeyValue.pair(
                new Key(auction.seller(), NewSeller.windowOf(auction.time())), auction.id());
    }

    private static StreamJoined<Key, String, Long> joined(StreamsRun run) {
        StreamJoined<Key, String, Long> joined =
                StreamJoined.with(keys(), Serdes.String(), Serdes.Long());
        return run.isTuned()
                ? joined.withDslStoreSuppliers(BuiltInDslStoreSuppliers.IN_MEMORY)
                        .withLoggingDisabled()
                : joined;
    }

    private static Serde<Key> keys() {
        return Serdes.serdeFrom(
                (topic, key) ->
                        ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(key.person())
                                .putLong(key.window())
                                .array(),
                (topic, bytes) -> {
                    ByteBuffer key = ByteBuffer.wrap(bytes);
                    return new Key(key.getLong(), key.getLong());
                });
    }
}
