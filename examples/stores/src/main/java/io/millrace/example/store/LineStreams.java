package io.millrace.example.store;

import io.millrace.example.Streams;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/** The lines of a topic, and how often their words have come until now. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class LineStreams {

    private LineStreams() {}

    /** A new context with batches of two seconds; its master is named by spark-submit. */
    static JavaStreamingContext newContext(String name, String checkpoint) {
        JavaStreamingContext context =
                new JavaStreamingContext(new SparkConf().setAppName(name), Durations.seconds(2));
        context.checkpoint(checkpoint);
        return context;
    }

    /** The lines of a topic, from where the consumer group stands, or all of them. */
    static JavaDStream<ConsumerRecord<String, String>> lines(
            JavaStreamingContext context, String brokers, String topic) {
        // There are records without a value.
        return Streams.records(context, brokers, topic).filter(record -> record.value() != null);
    }

    /** Each word that is in a batch, with how often it has come in all batches until now. */
    static JavaDStream<Tuple2<String, Long>> totals(
            JavaDStream<ConsumerRecord<String, String>> lines) {
        return lines.flatMap(
                        line ->
                                Arrays.asList(line.value().toLowerCase(Locale.ROOT).split(" "))
                                        .iterator())
                .filter(word -> !word.isEmpty())
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .reduceByKey(Long::sum)
                .mapWithState(StateSpec.function(LineStreams::add));
    }

    private static Tuple2<String, Long> add(String word, Optional<Long> more, State<Long> state) {
        long total = (state.exists() ? state.get() : 0) + more.orElse(0L);
        state.update(total);
        return new Tuple2<>(word, total);
    }
}
