package io.millrace.dstream.receiver;

import io.millrace.common.PublicApi;
import io.millrace.kafka.client.KafkaConnection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.api.java.JavaPairReceiverInputDStream;
import org.apache.spark.streaming.api.java.JavaReceiverInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Makes streams that are received. Each receiver takes a core of an executor for itself; several
 * streams can be joined with {@code union}.
 */
@PublicApi
@SuppressWarnings("deprecation") // Spark calls all of its streaming contexts so.
public final class ReceiverStreams {

    private ReceiverStreams() {}

    /**
     * Keys and values of topics that a consumer group reads, at least once.
     *
     * @param topics how many threads read each topic
     * @throws io.millrace.common.error.MillraceException if the write-ahead log is off
     */
    public static <K, V> JavaPairReceiverInputDStream<K, V> createStream(
            JavaStreamingContext context,
            String bootstrapServers,
            String group,
            Map<String, Integer> topics,
            StorageLevel storageLevel,
            Class<? extends Deserializer<K>> keyDeserializer,
            Class<? extends Deserializer<V>> valueDeserializer) {
        return createStream(
                context,
                KafkaGroup.of(
                                KafkaConnection.to(bootstrapServers),
                                group,
                                topics,
                                keyDeserializer,
                                valueDeserializer)
                        .withStorageLevel(storageLevel));
    }

    /**
     * Keys and values of topics that a consumer group reads, at least once.
     *
     * @throws io.millrace.common.error.MillraceException if the write-ahead log is off and the
     *     group insists on it
     */
    public static <K, V> JavaPairReceiverInputDStream<K, V> createStream(
            JavaStreamingContext context, KafkaGroup<K, V> group) {
        JavaReceiverInputDStream<Tuple2<K, V>> pairs =
                createStream(context, group, record -> new Tuple2<>(record.key(), record.value()));
        return new JavaPairReceiverInputDStream<>(pairs.receiverInputDStream(), tag(), tag());
    }

    /**
     * What a function makes of the records that a consumer group reads, at least once. Topic,
     * partition and offset tell a record that came twice.
     *
     * @param mapping called on the executor for each record; what it throws, the receiver reports,
     *     then tries again
     */
    public static <K, V, T> JavaReceiverInputDStream<T> createStream(
            JavaStreamingContext context,
            KafkaGroup<K, V> group,
            Function<ConsumerRecord<K, V>, T> mapping) {
        return createStream(context, new KafkaGroupReceiver<>(group, mapping));
    }

    /**
     * What a function makes of the messages of a socket of ZeroMQ. A message is lost if the
     * receiver dies between taking it from the network and storing it; with the write-ahead log,
     * those that are stored are not.
     *
     * @param decoder gets the parts of a message, gives any number of values; a message for which
     *     it throws is reported and lost
     */
    public static <T> JavaReceiverInputDStream<T> createStream(
            JavaStreamingContext context,
            ZeroMqSocket socket,
            FlatMapFunction<List<byte[]>, T> decoder) {
        return createStream(context, new ZeroMqReceiver<>(socket, decoder));
    }

    /**
     * What a receiver of one's own receives.
     *
     * @throws io.millrace.common.error.MillraceException if the write-ahead log is off and the
     *     receiver insists on it
     */
    public static <T> JavaReceiverInputDStream<T> createStream(
            JavaStreamingContext context, ReliableReceiver<T> receiver) {
        LogCheck.check(context.ssc().conf(), receiver);
        return context.receiverStream(receiver);
    }

    @SuppressWarnings("unchecked")
    private static <X> ClassTag<X> tag() {
        return (ClassTag<X>) ClassTag$.MODULE$.AnyRef();
    }
}
