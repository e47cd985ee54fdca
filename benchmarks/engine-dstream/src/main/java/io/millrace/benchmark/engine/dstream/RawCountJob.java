package io.millrace.benchmark.engine.dstream;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.spark.streaming.api.java.JavaInputDStream;

/** W0: how many records, how many bytes of values. */
@SuppressWarnings("deprecation")
final class RawCountJob implements DStreamJob<byte[]> {

    @Override
    public Class<? extends Deserializer<?>> deserializer() {
        return ByteArrayDeserializer.class;
    }

    @Override
    public Answer define(JavaInputDStream<ConsumerRecord<byte[], byte[]>> input, int cores) {
        LongAdder records = new LongAdder();
        LongAdder bytes = new LongAdder();
        input.foreachRDD(
                rdd ->
                        rdd.mapPartitions(
                                        values -> {
                                            long[] sums = new long[2];
                                            while (values.hasNext()) {
                                                sums[0]++;
                                                sums[1] += values.next().value().length;
                                            }
                                            return List.of(sums).iterator();
                                        })
                                .collect()
                                .forEach(
                                        sums -> {
                                            records.add(sums[0]);
                                            bytes.add(sums[1]);
                                        }));
        return () -> List.of(AnswerRow.of(records.sum(), bytes.sum()));
    }
}
