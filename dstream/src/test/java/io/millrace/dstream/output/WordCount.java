package io.millrace.dstream.output;

import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.MillraceStreams;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.Optional;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Counts words for ever: each word that came in a batch goes to Kafka and to a table with its
 * count.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class WordCount {

    private WordCount() {}

    /** Of a word: how often it came in all and in the last batch. */
    record Count(String word, long total, long more) implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param arguments bootstrap servers, topic to read, topic to write, port of the database,
     *     checkpoint directory, records a second of each partition
     */
    public static void main(String[] arguments) throws Exception {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(arguments[4], () -> create(arguments));
        context.start();
        context.awaitTermination();
    }

    private static JavaStreamingContext create(String[] arguments) {
        JavaStreamingContext context =
                new JavaStreamingContext(
                        new SparkConf()
                                .setAppName("word-count")
                                .setMaster("local[2]")
                                .set("spark.ui.enabled", "false")
                                .set("spark.driver.host", "127.0.0.1")
                                .set("spark.driver.bindAddress", "127.0.0.1")
                                .set("spark.default.parallelism", "2")
                                .set("spark.streaming.kafka.maxRatePerPartition", arguments[5]),
                        Durations.milliseconds(500));
        context.checkpoint(arguments[4]);
        define(context, arguments);
        return context;
    }

    private static void define(JavaStreamingContext context, String[] arguments) {
        Map<String, Object> params =
                Map.of(
                        "bootstrap.servers",
                        arguments[0],
                        "key.deserializer",
                        StringDeserializer.class,
                        "value.deserializer",
                        StringDeserializer.class,
                        "group.id",
                        "word-count",
                        "auto.offset.reset",
                        "earliest");
        JavaDStream<Count> counts =
                MillraceStreams.createDirectStream(
                                context,
                                LocationStrategies.PreferConsistent(),
                                ConsumerStrategies.<String, String>Subscribe(
                                        List.of(arguments[1]), params))
                        .flatMap(record -> List.of(record.value().split(" ")).iterator())
                        .mapToPair(word -> new Tuple2<>(word, 1L))
                        .reduceByKey(Long::sum)
                        .<Tuple2<Long, Long>>updateStateByKey(WordCount::update)
                        .filter(state -> state._2()._2() > 0)
                        .map(state -> new Count(state._1(), state._2()._1(), state._2()._2()));
        String topic = arguments[2];
        ExactlyOnce.toKafka(
                counts,
                KafkaOutput.toTopic("words", KafkaConnection.to(arguments[0]), topic),
                count ->
                        new ProducerRecord<>(
                                topic,
                                bytes(count.word()),
                                bytes(count.total() + " " + count.more())));
        ExactlyOnce.toJdbc(
                counts,
                new JdbcOutput(
                        "words",
                        Map.of(
                                "url",
                                "jdbc:postgresql://127.0.0.1:" + arguments[3] + "/postgres",
                                "user",
                                "postgres",
                                "table",
                                "words",
                                "write.mode",
                                "upsert",
                                "key.columns",
                                "word"),
                        new StructType()
                                .add("word", DataTypes.StringType)
                                .add("total", DataTypes.LongType)),
                count -> RowFactory.create(count.word(), count.total()));
    }

    private static Optional<Tuple2<Long, Long>> update(
            List<Long> more, Optional<Tuple2<Long, Long>> before) {
        long sum = more.stream().mapToLong(Long::longValue).sum();
        long total = before.isPresent() ? before.get()._1() : 0;
        return Optional.of(new Tuple2<>(total + sum, sum));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
