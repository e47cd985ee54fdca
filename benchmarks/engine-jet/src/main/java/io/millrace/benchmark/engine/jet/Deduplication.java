package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.peer.Event;
import io.millrace.benchmark.peer.EventReader;
import io.millrace.benchmark.peer.Totals;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * W6: a state that is a set. A repetition has the time of its event, so it is late by as much as
 * ten minutes.
 */
final class Deduplication {

    private static final long DISTANCE_MILLIS = 600_000;

    private Deduplication() {}

    static Pipeline pipeline(EngineSettings settings, RunRequest request, EndOffsets ends) {
        JetRun.current().answerTotals(Totals::countAndSum);
        Pipeline pipeline = Pipeline.create();
        KafkaInput.read(pipeline, settings, request, Deduplication::event)
                .withTimestamps(Event::time, DISTANCE_MILLIS)
                .groupingKey(Event::id)
                .filterStateful(
                        DISTANCE_MILLIS, () -> new boolean[1], (seen, event) -> isFirst(seen))
                .map(Event::amount)
                .writeTo(TotalsSink.create());
        return pipeline;
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        JetRun.current().progress().readAndSent(1);
        return EventReader.read(record.value());
    }

    /** Those that go on are received by the sink, the others here. */
    private static boolean isFirst(boolean[] seen) {
        if (seen[0]) {
            JetRun.current().progress().received();
            return false;
        }
        seen[0] = true;
        return true;
    }
}
