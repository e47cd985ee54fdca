package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.HotItem;
import io.millrace.benchmark.peer.SiteEvent.Bid;
import io.millrace.benchmark.peer.SiteEventReader;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/** W5-q5: sliding windows; the sink keeps the hottest item of each. */
final class HotItems {

    private static final Duration SIZE = Duration.ofSeconds(10);
    private static final Duration SLIDE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofDays(2);
    private static final byte[] NOTHING = {};

    private HotItems() {}

    static void build(StreamsBuilder builder, StreamsRun run) {
        builder.stream(
                        run.request().topic(),
                        Consumed.with(Serdes.ByteArray(), Formats.reading(SiteEventReader::bid))
                                .withTimestampExtractor(
                                        (record, partitionTime) ->
                                                record.value() instanceof Bid bid
                                                        ? bid.time()
                                                        : record.timestamp()))
                .filter((key, bid) -> isBid(bid, run))
                .map((key, bid) -> KeyValue.pair(bid.auction(), NOTHING))
                .repartition(StreamsRun.by("auction", Serdes.Long(), Serdes.ByteArray()))
                .peek((auction, nothing) -> run.progress().received())
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE).advanceBy(SLIDE))
                .count(
                        run.<Long, Long, WindowStore<Bytes, byte[]>>store(
                                "bids", Serdes.Long(), Serdes.Long()))
                .toStream()
                .foreach(
                        (auction, bids) ->
                                run.answer()
                                        .putIfGreater(
                                                auction.window().start(),
                                                new HotItem(auction.key(), bids)));
    }

    private static boolean isBid(Bid bid, StreamsRun run) {
        run.progress().readAndSent(bid == null ? 0 : 1);
        return bid != null;
    }
}
