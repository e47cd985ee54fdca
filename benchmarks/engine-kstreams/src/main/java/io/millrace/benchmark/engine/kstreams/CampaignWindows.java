package io.millrace.benchmark.engine.kstreams;

import io.millrace.benchmark.peer.AdEventReader;
import io.millrace.benchmark.peer.AdView;
import io.millrace.benchmark.peer.BinaryAdEventReader;
import io.millrace.benchmark.peer.CampaignWindow;
import io.millrace.benchmark.peer.Campaigns;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/** W2: the Yahoo Streaming Benchmark; and W7, which is the same on other formats. */
final class CampaignWindows {

    private static final Duration SIZE = Duration.ofMillis(CampaignWindow.MILLIS);

    /**
     * Partitions are read at different speeds and meet in the repartition topic: an event may be
     * far behind those of another partition.
     */
    private static final Duration GRACE = Duration.ofDays(1);

    private static final byte[] NOTHING = {};

    private CampaignWindows() {}

    static void ofJson(StreamsBuilder builder, StreamsRun run) throws IOException {
        build(builder, run, AdEventReader::view);
    }

    static void ofAvro(StreamsBuilder builder, StreamsRun run) throws IOException {
        build(builder, run, BinaryAdEventReader::viewOfAvro);
    }

    static void ofProtobuf(StreamsBuilder builder, StreamsRun run) throws IOException {
        build(builder, run, BinaryAdEventReader::viewOfProtobuf);
    }

    private static void build(
            StreamsBuilder builder, StreamsRun run, Function<byte[], AdView> reader)
            throws IOException {
        Map<String, String> campaigns = Campaigns.read(run.request().tables().get("campaigns"));
        builder.stream(
                        run.request().topic(),
                        Consumed.with(Serdes.ByteArray(), Formats.reading(reader))
                                .withTimestampExtractor(
                                        (record, partitionTime) ->
                                                record.value() instanceof AdView view
                                                        ? view.time()
                                                        : record.timestamp()))
                .filter((key, view) -> isView(view, run))
                .map((key, view) -> KeyValue.pair(campaigns.get(view.ad()), NOTHING))
                .repartition(StreamsRun.by("campaign", Serdes.String(), Serdes.ByteArray()))
                .peek((campaign, nothing) -> run.progress().received())
                .groupByKey()
                .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
                .count(
                        run.<String, Long, WindowStore<Bytes, byte[]>>store(
                                "views", Serdes.String(), Serdes.Long()))
                .toStream()
                .foreach(
                        (campaign, views) ->
                                run.answer()
                                        .put(
                                                new CampaignWindow(
                                                        campaign.key(), campaign.window().start()),
                                                views));
    }

    private static boolean isView(AdView view, StreamsRun run) {
        run.progress().readAndSent(view == null ? 0 : 1);
        return view != null;
    }
}
