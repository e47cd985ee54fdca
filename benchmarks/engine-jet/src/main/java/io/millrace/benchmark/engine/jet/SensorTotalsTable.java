package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.accumulator.MutableReference;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.peer.Reading;
import io.millrace.benchmark.peer.ReadingReader;
import io.millrace.benchmark.peer.SensorTotals;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** W3: a state that grows with the number of keys. */
final class SensorTotalsTable {

    private SensorTotalsTable() {}

    static Pipeline pipeline(EngineSettings settings, RunRequest request, EndOffsets ends) {
        AggregateOperation1<Reading, MutableReference<SensorTotals>, SensorTotals> totals =
                AggregateOperation.withCreate(() -> new MutableReference<>(SensorTotals.NONE))
                        .<Reading>andAccumulate(
                                (sum, reading) -> sum.set(sum.get().with(reading.temperature())))
                        .andExportFinish(MutableReference::get);
        // One sink, so that the totals of a sensor come in their order.
        Sink<Map.Entry<Long, SensorTotals>> table =
                SinkBuilder.sinkBuilder("sensors", context -> JetRun.current())
                        .<Map.Entry<Long, SensorTotals>>receiveFn(SensorTotalsTable::receive)
                        .preferredLocalParallelism(1)
                        .build();
        Pipeline pipeline = Pipeline.create();
        KafkaInput.read(pipeline, settings, request, SensorTotalsTable::reading)
                .withoutTimestamps()
                .groupingKey(Reading::sensor)
                .rollingAggregate(totals)
                .writeTo(table);
        return pipeline;
    }

    private static Reading reading(ConsumerRecord<byte[], byte[]> record) {
        JetRun.current().progress().readAndSent(1);
        return ReadingReader.read(record.value());
    }

    private static void receive(JetRun run, Map.Entry<Long, SensorTotals> sensor) {
        sensor.getValue().put(sensor.getKey(), run.answer().sensors());
        run.progress().received();
    }
}
