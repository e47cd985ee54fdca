package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.kafka.KafkaSinks;
import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.peer.AdEventReader;
import io.millrace.benchmark.peer.AdExtract;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.peer.ExtractJson;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.RunRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** W1: filter and project, from topic to topic. */
final class ViewExtract {

    private ViewExtract() {}

    static Pipeline pipeline(EngineSettings settings, RunRequest request, EndOffsets ends) {
        Pipeline pipeline = Pipeline.create();
        KafkaInput.read(pipeline, settings, request, ViewExtract::view)
                .withoutTimestamps()
                .writeTo(
                        KafkaSinks.<AdExtract>kafka(JetSettings.producer(settings))
                                .topic(request.outputTopic())
                                .extractKeyFn(view -> null)
                                .extractValueFn(ExtractJson::write)
                                .exactlyOnce(request.guarantee() == Guarantee.EXACTLY_ONCE)
                                .build());
        return pipeline;
    }

    private static AdExtract view(ConsumerRecord<byte[], byte[]> record) {
        AdExtract view = AdEventReader.extract(record.value());
        JetRun.current().progress().read();
        return view;
    }
}
