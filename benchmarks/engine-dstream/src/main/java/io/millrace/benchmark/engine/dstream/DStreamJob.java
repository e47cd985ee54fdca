package io.millrace.benchmark.engine.dstream;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.spark.streaming.api.java.JavaInputDStream;

/**
 * A workload as a program of DStreams.
 *
 * @param <V> what values are deserialized to
 */
@SuppressWarnings("deprecation")
interface DStreamJob<V> {

    /** What all batches together have come to. */
    @FunctionalInterface
    interface Answer {
        List<String> rows();
    }

    Class<? extends Deserializer<?>> deserializer();

    Answer define(JavaInputDStream<ConsumerRecord<byte[], V>> input, int cores);
}
