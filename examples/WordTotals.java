import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import io.millrace.dstream.CanCommitOffsets;
import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.HasOffsetRanges;
import io.millrace.dstream.KafkaUtils;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.OffsetRange;
import scala.Tuple2;

/** Counts words: those of the last ten seconds, and all that ever were. */
public final class WordTotals {

    /** Takes the brokers, the topic and the directory of the checkpoint. */
    public static void main(String[] args) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(args[2], () -> create(args[0], args[1], args[2]));
        context.start();
        context.awaitTermination();
    }

    private static JavaStreamingContext create(String brokers, String topic, String checkpoint) {
        SparkConf conf = new SparkConf().setAppName("word totals");
        JavaStreamingContext context = new JavaStreamingContext(conf, Durations.seconds(1));
        context.checkpoint(checkpoint);

        Map<String, Object> kafkaParams = new HashMap<>();
        kafkaParams.put("bootstrap.servers", brokers);
        kafkaParams.put("key.deserializer", StringDeserializer.class);
        kafkaParams.put("value.deserializer", StringDeserializer.class);
        kafkaParams.put("group.id", "word-totals");
        kafkaParams.put("auto.offset.reset", "earliest");
        kafkaParams.put("enable.auto.commit", false);

        JavaInputDStream<ConsumerRecord<String, String>> stream =
                KafkaUtils.createDirectStream(
                        context,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(List.of(topic), kafkaParams));

        JavaPairDStream<String, Integer> words =
                stream.flatMap(record -> Arrays.asList(record.value().split(" ")).iterator())
                        .mapToPair(word -> new Tuple2<>(word, 1));

        words.reduceByKeyAndWindow(
                        Integer::sum, (a, b) -> a - b, Durations.seconds(10), Durations.seconds(1))
                .filter(count -> count._2() > 0)
                .foreachRDD(rdd -> show("last ten seconds", rdd.collectAsMap()));

        words.updateStateByKey(WordTotals::add)
                .foreachRDD(rdd -> show("ever", rdd.collectAsMap()));

        stream.foreachRDD(
                rdd -> {
                    OffsetRange[] ranges = ((HasOffsetRanges) rdd.rdd()).offsetRanges();
                    ((CanCommitOffsets) stream.inputDStream()).commitAsync(ranges);
                });
        return context;
    }

    private static Optional<Integer> add(List<Integer> counts, Optional<Integer> total) {
        return Optional.of(total.orElse(0) + counts.stream().mapToInt(Integer::intValue).sum());
    }

    private static void show(String what, Map<String, Integer> counts) {
        System.out.println(what + " " + new TreeMap<>(counts));
    }
}
