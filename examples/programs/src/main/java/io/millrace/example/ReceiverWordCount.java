package io.millrace.example;

import io.millrace.dstream.receiver.ReceiverStreams;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * {@link WordCount} of each batch over a receiver with the write-ahead log: no line is lost, some
 * may come twice.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class ReceiverWordCount {

    private ReceiverWordCount() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[2], () -> newContext(arguments[0], arguments[1], arguments[2]));
        context.start();
        context.awaitTermination();
    }

    private static JavaStreamingContext newContext(
            String brokers, String topic, String checkpoint) {
        SparkConf conf =
                new SparkConf()
                        .setAppName("receiver-word-count")
                        .set("spark.streaming.receiver.writeAheadLog.enable", "true");
        JavaStreamingContext context = new JavaStreamingContext(conf, Durations.seconds(10));
        context.checkpoint(checkpoint);
        WordCount.ofBatch(
                        WordCount.words(
                                ReceiverStreams.createStream(
                                                context,
                                                brokers,
                                                "receiver-word-count",
                                                Map.of(topic, 1),
                                                StorageLevel.MEMORY_AND_DISK_SER(),
                                                StringDeserializer.class,
                                                StringDeserializer.class)
                                        .map(Tuple2::_2)))
                .print();
        return context;
    }
}
