package io.millrace.example;

import java.util.List;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * What a web server has been doing in the last minute, by its access log: status codes, pages,
 * bytes, and pages that fail again and again.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class LogAnalytics {

    private static final Duration MINUTE = Durations.minutes(1);
    private static final int PAGES = 10;

    /** So many server errors of a page in a minute are a burst. */
    static final int BURST = 5;

    private LogAnalytics() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[2],
                        () -> {
                            JavaStreamingContext created =
                                    Streams.newContext("log-analytics", arguments[2]);
                            JavaDStream<AccessLogLine> lines =
                                    parsed(Streams.lines(created, arguments[0], arguments[1]));
                            statuses(lines).print();
                            topPages(lines).print();
                            bytes(lines).print();
                            bursts(lines).print();
                            return created;
                        });
        context.start();
        context.awaitTermination();
    }

    static JavaDStream<AccessLogLine> parsed(JavaDStream<String> lines) {
        return lines.flatMap(line -> AccessLogLine.parse(line).stream().iterator());
    }

    /** How often each status code was answered. */
    static JavaPairDStream<Integer, Long> statuses(JavaDStream<AccessLogLine> lines) {
        return lines.mapToPair(line -> new Tuple2<>(line.status(), 1L))
                .reduceByKeyAndWindow(Long::sum, MINUTE);
    }

    /** The pages that were asked for most often, the first one first. */
    static JavaDStream<Tuple2<String, Long>> topPages(JavaDStream<AccessLogLine> lines) {
        return lines.mapToPair(line -> new Tuple2<>(line.page(), 1L))
                .reduceByKeyAndWindow(Long::sum, MINUTE)
                .transform(
                        rdd -> {
                            List<Tuple2<String, Long>> top =
                                    rdd
                                            .mapToPair(Tuple2::swap)
                                            .sortByKey(false)
                                            .take(PAGES)
                                            .stream()
                                            .map(Tuple2::swap)
                                            .toList();
                            return org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
                                            rdd.context())
                                    .parallelize(top, 1);
                        });
    }

    static JavaDStream<Long> bytes(JavaDStream<AccessLogLine> lines) {
        return lines.map(AccessLogLine::bytes)
                .reduceByWindow(Long::sum, MINUTE, lines.dstream().slideDuration());
    }

    /** Pages with a burst of errors, and how many. */
    static JavaPairDStream<String, Long> bursts(JavaDStream<AccessLogLine> lines) {
        return lines.filter(AccessLogLine::isServerError)
                .mapToPair(line -> new Tuple2<>(line.page(), 1L))
                .reduceByKeyAndWindow(Long::sum, MINUTE)
                .filter(page -> page._2() >= BURST);
    }
}
