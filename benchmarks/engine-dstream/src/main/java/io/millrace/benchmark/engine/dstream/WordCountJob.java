package io.millrace.benchmark.engine.dstream;

import io.millrace.benchmark.protocol.AnswerRow;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import scala.Tuple2;

/** W4: counts of words in a state, of which each batch gives those that changed. */
@SuppressWarnings("deprecation")
final class WordCountJob implements DStreamJob<String> {

    @Override
    public Class<? extends Deserializer<?>> deserializer() {
        return StringDeserializer.class;
    }

    @Override
    public Answer define(JavaInputDStream<ConsumerRecord<byte[], String>> input, int cores) {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        input.flatMap(line -> Arrays.asList(line.value().split(" ")).iterator())
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .reduceByKey(Long::sum, cores)
                .mapWithState(StateSpec.function(WordCountJob::add).numPartitions(cores))
                .foreachRDD(
                        rdd -> rdd.collect().forEach(count -> counts.put(count._1(), count._2())));
        return () ->
                counts.entrySet().stream()
                        .map(count -> AnswerRow.of(count.getKey(), count.getValue()))
                        .toList();
    }

    private static Tuple2<String, Long> add(String word, Optional<Long> more, State<Long> state) {
        long count = (state.exists() ? state.get() : 0) + more.orElse(0L);
        state.update(count);
        return new Tuple2<>(word, count);
    }
}
