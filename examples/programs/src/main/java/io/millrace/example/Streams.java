package io.millrace.example;

import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.MillraceStreams;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** How the examples begin: a context with batches of ten seconds, and the lines of topics. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class Streams {

    private Streams() {}

    /** A new context; its master is named by spark-submit. */
    static JavaStreamingContext newContext(String name, String checkpoint) {
        JavaStreamingContext context =
                new JavaStreamingContext(new SparkConf().setAppName(name), Durations.seconds(10));
        context.checkpoint(checkpoint);
        return context;
    }

    /** The values of a topic as text, from where the consumer group stands, or all of them. */
    static JavaDStream<String> lines(JavaStreamingContext context, String brokers, String topic) {
        return records(context, brokers, topic).map(ConsumerRecord::value);
    }

    /** The records of a topic with text, from where the consumer group stands, or all of them. */
    public static JavaInputDStream<ConsumerRecord<String, String>> records(
            JavaStreamingContext context, String brokers, String topic) {
        return MillraceStreams.createDirectStream(
                context,
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.<String, String>Subscribe(
                        List.of(topic),
                        Map.of(
                                "bootstrap.servers",
                                brokers,
                                "group.id",
                                "examples",
                                "key.deserializer",
                                StringDeserializer.class,
                                "value.deserializer",
                                StringDeserializer.class,
                                "auto.offset.reset",
                                "earliest")));
    }

    /** The same as rows with the one column {@code line}, from the first record on. */
    public static Dataset<Row> table(SparkSession spark, String brokers, String topic) {
        return spark.readStream()
                .format("millrace")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .option("value.format", "text")
                .schema("line STRING")
                .load();
    }
}
