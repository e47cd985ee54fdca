package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.peer.HotItem;
import io.millrace.benchmark.peer.SiteEvent.Bid;
import io.millrace.benchmark.peer.SiteEventReader;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** W5-q5: sliding windows; the sink keeps the hottest item of each. */
final class HotItems {

    private static final long SIZE_MILLIS = 10_000;
    private static final long SLIDE_MILLIS = 2_000;
    private static final int WINDOWS_PER_BID = 5;
    private static final long LATENESS_MILLIS = 4_000;

    private HotItems() {}

    static Pipeline pipeline(EngineSettings settings, RunRequest request, EndOffsets ends) {
        Sink<KeyedWindowResult<Long, Long>> hottest =
                SinkBuilder.sinkBuilder("hottest", context -> JetRun.current())
                        .<KeyedWindowResult<Long, Long>>receiveFn(HotItems::receive)
                        .build();
        Pipeline pipeline = Pipeline.create();
        KafkaInput.read(pipeline, settings, request, HotItems::bid)
                .withTimestamps(Bid::time, LATENESS_MILLIS)
                .groupingKey(Bid::auction)
                .window(WindowDefinition.sliding(SIZE_MILLIS, SLIDE_MILLIS))
                .aggregate(AggregateOperations.counting())
                .writeTo(hottest);
        return pipeline;
    }

    private static Bid bid(ConsumerRecord<byte[], byte[]> record) {
        Bid bid = SiteEventReader.bid(record.value());
        boolean comesOut = bid != null && !bid.isClosing();
        JetRun.current().progress().readAndSent(comesOut ? WINDOWS_PER_BID : 0);
        return bid;
    }

    private static void receive(JetRun run, KeyedWindowResult<Long, Long> bids) {
        run.answer().putIfGreater(bids.start(), new HotItem(bids.key(), bids.result()));
        run.progress().received(bids.result());
    }
}
