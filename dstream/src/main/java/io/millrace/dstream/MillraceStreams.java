package io.millrace.dstream;

import io.millrace.common.PublicApi;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.dstream.InputDStream;

/**
 * Kafka for Spark's classic streaming API, read directly: the driver decides which offsets make up
 * a batch, the tasks read them, and no receiver stands in between.
 *
 * <p>An RDD of the stream has one partition for each partition of the topics, in the order of topic
 * and number, and knows its offsets ({@link HasOffsetRanges}). A checkpoint of the streaming
 * context holds the offsets of every batch that it may have to repeat: after a restart these
 * batches read the very same offsets. The elements can be serialized if their keys and values can,
 * so that the stream itself may be kept, shuffled and windowed.
 *
 * <p>Records that were to be read and are gone (a topic deleted or made again, offsets that
 * retention has removed, a log cut off) stop the batch with a code of {@link
 * io.millrace.kafka.plan.DataLoss}, unless {@code spark.streaming.kafka.failOnDataLoss} is false.
 */
@PublicApi
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class MillraceStreams {

    private MillraceStreams() {}

    /**
     * A stream of the records of topics, at the rates per partition that the Spark configuration
     * has in {@code spark.streaming.kafka.maxRatePerPartition} and {@code minRatePerPartition}.
     *
     * @param locations where tasks run best
     * @param strategy which topics, from where, and how to reach Kafka
     * @throws io.millrace.common.error.MillraceException if a parameter cannot be used
     */
    public static <K, V> JavaInputDStream<ConsumerRecord<K, V>> createDirectStream(
            JavaStreamingContext context,
            LocationStrategy locations,
            ConsumerStrategy<K, V> strategy) {
        return toJava(createDirectStream(context.ssc(), locations, strategy));
    }

    /** The same, at the rates per partition that {@code rates} has. */
    public static <K, V> JavaInputDStream<ConsumerRecord<K, V>> createDirectStream(
            JavaStreamingContext context,
            LocationStrategy locations,
            ConsumerStrategy<K, V> strategy,
            PerPartitionConfig rates) {
        return toJava(createDirectStream(context.ssc(), locations, strategy, rates));
    }

    /** The same for a Scala context. */
    public static <K, V> InputDStream<ConsumerRecord<K, V>> createDirectStream(
            StreamingContext context, LocationStrategy locations, ConsumerStrategy<K, V> strategy) {
        return createDirectStream(
                context, locations, strategy, new ConfiguredRates(context.sparkContext().conf()));
    }

    /** The same for a Scala context, at the rates per partition that {@code rates} has. */
    public static <K, V> InputDStream<ConsumerRecord<K, V>> createDirectStream(
            StreamingContext context,
            LocationStrategy locations,
            ConsumerStrategy<K, V> strategy,
            PerPartitionConfig rates) {
        return new DirectStream<>(context, locations, strategy, rates);
    }

    /**
     * The records of these ranges, one RDD partition for each.
     *
     * @param kafkaParams as for a stream; nothing in them says where to begin
     * @throws io.millrace.common.error.MillraceException if a parameter cannot be used, a topic or
     *     partition is absent, or offsets of a range are not there
     */
    public static <K, V> JavaRDD<ConsumerRecord<K, V>> createRDD(
            JavaSparkContext context,
            Map<String, Object> kafkaParams,
            OffsetRange[] offsetRanges,
            LocationStrategy locations) {
        RDD<ConsumerRecord<K, V>> rdd =
                createRDD(context.sc(), kafkaParams, offsetRanges, locations);
        return new JavaRDD<>(rdd, rdd.elementClassTag());
    }

    /** The same for a Scala context. */
    public static <K, V> RDD<ConsumerRecord<K, V>> createRDD(
            SparkContext context,
            Map<String, Object> kafkaParams,
            OffsetRange[] offsetRanges,
            LocationStrategy locations) {
        KafkaParams params = new KafkaParams(kafkaParams);
        ReadSettings settings = ReadSettings.of(params, context.conf());
        List<io.millrace.kafka.plan.OffsetRange> ranges =
                FixedRanges.check(settings, Arrays.asList(offsetRanges));
        return new DirectRdd<>(
                context,
                params,
                settings.fetch(),
                ranges,
                TaskLocations.of(context, locations, settings.connection(), ranges));
    }

    /**
     * The values of a direct stream as rows of typed columns. They are decoded from the bytes as
     * {@code spark.read().format("millrace")} decodes them; the deserializers of the stream are not
     * asked. The stream itself stays what it is: its RDDs have the offsets to commit.
     *
     * @param schema the columns of the value; null where the format finds them itself, such as in a
     *     schema registry
     * @param options as for {@code format("millrace")}, {@code value.format} among them; the stream
     *     says what to read, and how to reach Kafka
     * @param columns what to select, {@code _key} and its like included; all columns of the value
     *     if there are none here
     */
    public static <K, V> JavaDStream<Row> rows(
            JavaInputDStream<ConsumerRecord<K, V>> stream,
            StructType schema,
            Map<String, String> options,
            String... columns) {
        DecodedBatch batch = new DecodedBatch(schema, new HashMap<>(options), List.of(columns));
        return stream.transform(
                rdd ->
                        new DecodedRdd<>((DirectRdd<?, ?>) rdd.rdd(), batch, Dataset::rdd)
                                .toJavaRDD());
    }

    /**
     * The same as Java beans, whose properties have the names of the columns.
     *
     * @param type a public class with a constructor without parameters, getters and setters
     */
    public static <K, V, T> JavaDStream<T> beans(
            JavaInputDStream<ConsumerRecord<K, V>> stream,
            Class<T> type,
            Map<String, String> options) {
        StructType schema = Encoders.bean(type).schema();
        DecodedBatch batch = new DecodedBatch(schema, new HashMap<>(options), List.of());
        return stream.transform(
                rdd ->
                        new DecodedRdd<>(
                                        (DirectRdd<?, ?>) rdd.rdd(),
                                        batch,
                                        rows -> rows.as(Encoders.bean(type)).rdd())
                                .toJavaRDD());
    }

    private static <K, V> JavaInputDStream<ConsumerRecord<K, V>> toJava(
            InputDStream<ConsumerRecord<K, V>> stream) {
        return new JavaInputDStream<>(stream, DirectStream.classTag());
    }
}
