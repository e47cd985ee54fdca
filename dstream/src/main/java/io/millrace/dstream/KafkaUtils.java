package io.millrace.dstream;

import io.millrace.common.PublicApi;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.dstream.InputDStream;

/**
 * {@link MillraceStreams} under the name that programs for Spark's own Kafka integration use: such
 * a program needs no change but its imports.
 */
@PublicApi
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class KafkaUtils {

    private KafkaUtils() {}

    /**
     * See {@link MillraceStreams#createDirectStream(JavaStreamingContext, LocationStrategy,
     * ConsumerStrategy)}.
     */
    public static <K, V> JavaInputDStream<ConsumerRecord<K, V>> createDirectStream(
            JavaStreamingContext context,
            LocationStrategy locations,
            ConsumerStrategy<K, V> strategy) {
        return MillraceStreams.createDirectStream(context, locations, strategy);
    }

    /**
     * See {@link MillraceStreams#createDirectStream(JavaStreamingContext, LocationStrategy,
     * ConsumerStrategy, PerPartitionConfig)}.
     */
    public static <K, V> JavaInputDStream<ConsumerRecord<K, V>> createDirectStream(
            JavaStreamingContext context,
            LocationStrategy locations,
            ConsumerStrategy<K, V> strategy,
            PerPartitionConfig rates) {
        return MillraceStreams.createDirectStream(context, locations, strategy, rates);
    }

    /**
     * See {@link MillraceStreams#createDirectStream(StreamingContext, LocationStrategy,
     * ConsumerStrategy)}.
     */
    public static <K, V> InputDStream<ConsumerRecord<K, V>> createDirectStream(
            StreamingContext context, LocationStrategy locations, ConsumerStrategy<K, V> strategy) {
        return MillraceStreams.createDirectStream(context, locations, strategy);
    }

    /**
     * See {@link MillraceStreams#createDirectStream(StreamingContext, LocationStrategy,
     * ConsumerStrategy, PerPartitionConfig)}.
     */
    public static <K, V> InputDStream<ConsumerRecord<K, V>> createDirectStream(
            StreamingContext context,
            LocationStrategy locations,
            ConsumerStrategy<K, V> strategy,
            PerPartitionConfig rates) {
        return MillraceStreams.createDirectStream(context, locations, strategy, rates);
    }

    /**
     * See {@link MillraceStreams#createRDD(JavaSparkContext, Map, OffsetRange[],
     * LocationStrategy)}.
     */
    public static <K, V> JavaRDD<ConsumerRecord<K, V>> createRDD(
            JavaSparkContext context,
            Map<String, Object> kafkaParams,
            OffsetRange[] offsetRanges,
            LocationStrategy locations) {
        return MillraceStreams.createRDD(context, kafkaParams, offsetRanges, locations);
    }

    /**
     * See {@link MillraceStreams#createRDD(SparkContext, Map, OffsetRange[], LocationStrategy)}.
     */
    public static <K, V> RDD<ConsumerRecord<K, V>> createRDD(
            SparkContext context,
            Map<String, Object> kafkaParams,
            OffsetRange[] offsetRanges,
            LocationStrategy locations) {
        return MillraceStreams.createRDD(context, kafkaParams, offsetRanges, locations);
    }
}
