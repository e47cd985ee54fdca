package io.millrace.dstream;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** What a direct stream gives, batch by batch. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class Collected {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<List<OffsetRange>> ranges = new CopyOnWriteArrayList<>();

    List<List<String>> batches() {
        return batches;
    }

    List<List<OffsetRange>> ranges() {
        return ranges;
    }

    List<String> values() {
        return batches.stream().flatMap(List::stream).toList();
    }

    /** Sets a context up that reads by a strategy. */
    Consumer<JavaStreamingContext> from(ConsumerStrategy<String, String> strategy) {
        return context ->
                collect(
                        KafkaUtils.createDirectStream(
                                context, LocationStrategies.PreferConsistent(), strategy));
    }

    /** Sets a context up that reads by a strategy at these rates. */
    Consumer<JavaStreamingContext> from(
            ConsumerStrategy<String, String> strategy, PerPartitionConfig rates) {
        return context ->
                collect(
                        KafkaUtils.createDirectStream(
                                context, LocationStrategies.PreferBrokers(), strategy, rates));
    }

    private void collect(JavaInputDStream<ConsumerRecord<String, String>> stream) {
        stream.foreachRDD(rdd -> take(rdd));
    }

    /** Keeps what a batch has. */
    void take(JavaRDD<ConsumerRecord<String, String>> rdd) {
        ranges.add(Arrays.asList(((HasOffsetRanges) rdd.rdd()).offsetRanges()));
        batches.add(rdd.map(ConsumerRecord::value).collect());
    }

    /** Subscribes to a topic from its first record on. */
    static ConsumerStrategy<String, String> subscribe(TestTopic topic) {
        return subscribe(topic, Map.of());
    }

    /** Subscribes to a topic with these parameters. */
    static ConsumerStrategy<String, String> subscribe(
            TestTopic topic, Map<String, Object> parameters) {
        Map<String, Object> params = new HashMap<>(Params.text(LocalStack.newName("group")));
        params.putAll(parameters);
        return ConsumerStrategies.Subscribe(List.of(topic.name()), params);
    }
}
