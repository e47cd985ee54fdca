package io.millrace.example;

import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * How often ads are clicked, for each campaign: impressions ({@code impression,campaign}) joined
 * with the clicks on them ({@code impression}), of the last minute.
 *
 * <p>Arguments: the bootstrap servers, the topic of impressions, the topic of clicks, a directory
 * for the checkpoint.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class ClickThrough {

    private static final Duration MINUTE = Durations.minutes(1);

    private ClickThrough() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[3],
                        () -> {
                            JavaStreamingContext created =
                                    Streams.newContext("click-through", arguments[3]);
                            rates(
                                            Streams.lines(created, arguments[0], arguments[1]),
                                            Streams.lines(created, arguments[0], arguments[2]))
                                    .print();
                            return created;
                        });
        context.start();
        context.awaitTermination();
    }

    /** Campaigns, with the part of their impressions that was clicked. */
    static JavaPairDStream<String, Double> rates(
            JavaDStream<String> impressions, JavaDStream<String> clicks) {
        JavaPairDStream<String, String> shown =
                impressions
                        .mapToPair(
                                line -> {
                                    String[] parts = line.split(",", 2);
                                    return new Tuple2<>(parts[0], parts[1]);
                                })
                        .window(MINUTE);
        JavaPairDStream<String, Boolean> clicked =
                clicks.mapToPair(line -> new Tuple2<>(line, true))
                        .window(MINUTE)
                        .reduceByKey((a, b) -> a);
        return shown.leftOuterJoin(clicked)
                .mapToPair(
                        ad ->
                                new Tuple2<>(
                                        ad._2()._1(),
                                        new Tuple2<>(1L, ad._2()._2().isPresent() ? 1L : 0L)))
                .reduceByKey((a, b) -> new Tuple2<>(a._1() + b._1(), a._2() + b._2()))
                .mapValues(counts -> (double) counts._2() / counts._1());
    }
}
