package io.millrace.benchmark.engine.jet;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.ServiceFactories;
import com.hazelcast.jet.pipeline.ServiceFactory;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.millrace.benchmark.peer.AdEventReader;
import io.millrace.benchmark.peer.AdView;
import io.millrace.benchmark.peer.BinaryAdEventReader;
import io.millrace.benchmark.peer.CampaignWindow;
import io.millrace.benchmark.peer.Campaigns;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * W2: the Yahoo Streaming Benchmark; and W7, which is the same on other formats.
 *
 * <p>Windows are closed by later events, and after the last event none comes. So the last record of
 * each partition stands for the end: it has a time long after all windows, and is counted here.
 * Results before their time would close windows, too, but keep Jet from aggregating in two stages.
 */
final class CampaignWindows {

    /** By how much an event may be late; it is by up to 8 s. */
    private static final long LATENESS_MILLIS = 9_000;

    private static final long AFTER_ALL_MILLIS = 3_600_000;
    private static final String END = "";

    private CampaignWindows() {}

    static Pipeline ofJson(EngineSettings settings, RunRequest request, EndOffsets ends)
            throws IOException {
        return pipeline(settings, request, ends, AdEventReader::view);
    }

    static Pipeline ofAvro(EngineSettings settings, RunRequest request, EndOffsets ends)
            throws IOException {
        return pipeline(settings, request, ends, BinaryAdEventReader::viewOfAvro);
    }

    static Pipeline ofProtobuf(EngineSettings settings, RunRequest request, EndOffsets ends)
            throws IOException {
        return pipeline(settings, request, ends, BinaryAdEventReader::viewOfProtobuf);
    }

    private static Pipeline pipeline(
            EngineSettings settings,
            RunRequest request,
            EndOffsets ends,
            FunctionEx<byte[], AdView> reader)
            throws IOException {
        HashMap<String, String> campaigns = Campaigns.read(request.tables().get("campaigns"));
        HashMap<Integer, Long> last = new HashMap<>();
        ends.byPartition().forEach((partition, end) -> last.put(partition, end - 1));
        ServiceFactory<?, Map<String, String>> table =
                ServiceFactories.sharedService(context -> campaigns);
        Sink<KeyedWindowResult<String, Long>> counts =
                SinkBuilder.sinkBuilder("counts", context -> JetRun.current())
                        .<KeyedWindowResult<String, Long>>receiveFn(CampaignWindows::receive)
                        .build();
        Pipeline pipeline = Pipeline.create();
        KafkaInput.read(
                        pipeline,
                        settings,
                        request,
                        record -> view(record, reader.apply(record.value()), last, campaigns))
                .withTimestamps(AdView::time, LATENESS_MILLIS)
                .filter(view -> !view.ad().equals(END))
                .mapUsingService(table, (byAd, view) -> byAd.get(view.ad()))
                .groupingKey(campaign -> campaign)
                .window(WindowDefinition.tumbling(CampaignWindow.MILLIS))
                .aggregate(AggregateOperations.counting())
                .writeTo(counts);
        return pipeline;
    }

    private static AdView view(
            ConsumerRecord<byte[], byte[]> record,
            AdView view,
            Map<Integer, Long> last,
            Map<String, String> campaigns) {
        JetRun run = JetRun.current();
        if (record.offset() < last.get(record.partition())) {
            run.progress().readAndSent(view == null ? 0 : 1);
            return view;
        }
        if (view != null) {
            run.answer().add(CampaignWindow.of(campaigns.get(view.ad()), view.time()), 1);
        }
        run.progress().read();
        return new AdView(END, record.timestamp() + AFTER_ALL_MILLIS);
    }

    private static void receive(JetRun run, KeyedWindowResult<String, Long> count) {
        run.answer().add(new CampaignWindow(count.key(), count.start()), count.result());
        run.progress().received(count.result());
    }
}
