package io.millrace.example;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Counts the words of a topic of text lines: of each batch, of the last minute, and of all until
 * now.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class WordCount {

    private WordCount() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[2],
                        () -> {
                            JavaStreamingContext created =
                                    Streams.newContext("word-count", arguments[2]);
                            JavaPairDStream<String, Long> words =
                                    words(Streams.lines(created, arguments[0], arguments[1]));
                            ofBatch(words).print();
                            ofLastMinute(words).print();
                            ofAll(words).print();
                            return created;
                        });
        context.start();
        context.awaitTermination();
    }

    /** Each word, with 1. A word is a run of ASCII letters; case is folded. */
    static JavaPairDStream<String, Long> words(JavaDStream<String> lines) {
        return lines.flatMap(
                        line ->
                                Arrays.asList(line.toLowerCase(Locale.ROOT).split("[^a-z]+"))
                                        .iterator())
                .filter(word -> !word.isEmpty())
                .mapToPair(word -> new Tuple2<>(word, 1L));
    }

    static JavaPairDStream<String, Long> ofBatch(JavaPairDStream<String, Long> words) {
        return words.reduceByKey(Long::sum);
    }

    /** A minute that moves on with each batch: what comes is added, what goes is taken away. */
    static JavaPairDStream<String, Long> ofLastMinute(JavaPairDStream<String, Long> words) {
        return words.reduceByKeyAndWindow(
                Long::sum,
                (all, gone) -> all - gone,
                Durations.minutes(1),
                words.dstream().slideDuration(),
                2,
                count -> count._2() > 0);
    }

    /** All counts, after each batch. */
    static JavaPairDStream<String, Long> ofAll(JavaPairDStream<String, Long> words) {
        return words.reduceByKey(Long::sum)
                .mapWithState(StateSpec.function(WordCount::add))
                .stateSnapshots();
    }

    private static Long add(String word, Optional<Long> more, State<Long> state) {
        long count = (state.exists() ? state.get() : 0) + more.orElse(0L);
        state.update(count);
        return count;
    }
}
