package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** W4: split text, count by strings. */
final class WordCount {

    private WordCount() {}

    static Pipeline pipeline(EngineSettings settings, RunRequest request, EndOffsets ends) {
        // One sink, so that the counts of a word come in their order.
        Sink<Map.Entry<String, Long>> counts =
                SinkBuilder.sinkBuilder("counts", context -> JetRun.current())
                        .<Map.Entry<String, Long>>receiveFn(WordCount::receive)
                        .preferredLocalParallelism(1)
                        .build();
        Pipeline pipeline = Pipeline.create();
        KafkaInput.read(pipeline, settings, request, WordCount::words)
                .withoutTimestamps()
                .flatMap(Traversers::traverseArray)
                .groupingKey(word -> word)
                .rollingAggregate(AggregateOperations.counting())
                .writeTo(counts);
        return pipeline;
    }

    private static String[] words(ConsumerRecord<byte[], byte[]> record) {
        String[] words = new String(record.value(), StandardCharsets.UTF_8).split(" ");
        JetRun.current().progress().readAndSent(words.length);
        return words;
    }

    private static void receive(JetRun run, Map.Entry<String, Long> word) {
        run.answer().put(word.getKey(), word.getValue());
        run.progress().received();
    }
}
