package io.millrace.dstream.receiver;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.spark.LocalStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.api.java.JavaReceiverInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** The broker and the Spark context that the tests of receivers share. */
@SuppressWarnings("deprecation")
final class ReceiverStack {

    private static final Map<String, Queue<Object>> RECEIVED = new HashMap<>();

    private ReceiverStack() {}

    static KafkaConnection connection() {
        return LocalStack.broker().connection();
    }

    static SparkConf conf() {
        return new SparkConf()
                .setAppName("receivers")
                .setMaster("local[4]")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.streaming.blockInterval", "100ms");
    }

    /** A context with the log on, or off, in the Spark context that there is. */
    static JavaStreamingContext streaming(boolean log) {
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalStack.session().sparkContext());
        SparkEnv.get().conf().set(ReliableReceiver.LOG_ENABLED, Boolean.toString(log));
        JavaStreamingContext context = new JavaStreamingContext(spark, new Duration(200));
        context.checkpoint(newDirectory("checkpoint").toString());
        return context;
    }

    /** Stops it, not the Spark context. */
    static void stop(JavaStreamingContext context) {
        context.stop(false, true);
        SparkEnv.get().conf().remove(ReliableReceiver.LOG_ENABLED);
    }

    /** Where all that a stream gives is collected. */
    static <T> Queue<Object> collect(JavaReceiverInputDStream<T> stream) {
        Queue<Object> all = new ConcurrentLinkedQueue<>();
        stream.foreachRDD(new Collecting<>(newName("stream"), all));
        return all;
    }

    /** Is written to the checkpoint, which the queue must not be. */
    private record Collecting<T>(String name)
            implements org.apache.spark.api.java.function.VoidFunction<
                    org.apache.spark.api.java.JavaRDD<T>> {

        private static final long serialVersionUID = 1L;

        Collecting(String name, Queue<Object> all) {
            this(name);
            synchronized (RECEIVED) {
                RECEIVED.put(name, all);
            }
        }

        @Override
        public void call(org.apache.spark.api.java.JavaRDD<T> rdd) {
            List<T> records = rdd.collect();
            synchronized (RECEIVED) {
                RECEIVED.get(name).addAll(records);
            }
        }
    }

    static String newTopic(String prefix, int partitions) {
        String name = newName(prefix);
        try (Admin admin = connection().openAdmin()) {
            NewTopic topic =
                    new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
            admin.createTopics(List.of(topic)).all().get();
            return name;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends values with keys {@code k0}, {@code k1}... */
    static void send(String topic, List<String> values) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (String value : values) {
            records.add(new ProducerRecord<>(topic, "k" + records.size(), value));
        }
        try (KafkaProducer<String, String> producer = producer()) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    /** Sends values to a partition. */
    static void send(String topic, int partition, List<String> values) {
        try (KafkaProducer<String, String> producer = producer()) {
            values.forEach(
                    value -> producer.send(new ProducerRecord<>(topic, partition, null, value)));
            producer.flush();
        }
    }

    static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                connection().clientProperties(), new StringSerializer(), new StringSerializer());
    }

    static Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        try (Admin admin = connection().openAdmin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String newName(String prefix) {
        return LocalStack.newName(prefix);
    }

    static Path newDirectory(String prefix) {
        return LocalStack.newDirectory(prefix);
    }
}
