package io.millrace.benchmark.engine.jet;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.kafka.KafkaSources;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.StreamSource;
import com.hazelcast.jet.pipeline.StreamSourceStage;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reading a topic with Jet's Kafka source. */
final class KafkaInput {

    private KafkaInput() {}

    /**
     * The records of the topic from its beginning.
     *
     * @param projection makes an item of a record, or null, within the source
     */
    static <T> StreamSourceStage<T> read(
            Pipeline pipeline,
            EngineSettings settings,
            RunRequest request,
            FunctionEx<ConsumerRecord<byte[], byte[]>, T> projection) {
        StreamSource<T> source =
                KafkaSources.kafka(JetSettings.consumer(settings), projection, request.topic());
        return pipeline.readFrom(source);
    }
}
