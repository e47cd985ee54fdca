package io.millrace.dstream;

import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.scheduler.BatchInfo;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import org.apache.spark.util.ManualClock;

/** A streaming context whose batches of one second come when a test says so. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class ManualStreaming implements AutoCloseable {

    private static final String CLOCK = "spark.streaming.clock";

    private final JavaStreamingContext context;
    private final List<BatchInfo> completed = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings;
    private boolean stopped;

    private ManualStreaming(JavaStreamingContext context, Map<String, String> settings) {
        this.context = context;
        this.settings = settings;
        context.addStreamingListener(
                new StreamingListener() {
                    @Override
                    public void onBatchCompleted(StreamingListenerBatchCompleted batch) {
                        completed.add(batch.batchInfo());
                    }
                });
    }

    /** A new context, set up and started. */
    public static ManualStreaming start(Consumer<JavaStreamingContext> setup) {
        return start(Map.of(), setup);
    }

    /** A new context with settings of Spark that are gone after it. */
    public static ManualStreaming start(
            Map<String, String> settings, Consumer<JavaStreamingContext> setup) {
        Map<String, String> all = apply(settings);
        JavaStreamingContext context = newContext();
        setup.accept(context);
        return started(context, all);
    }

    /** The context of a checkpoint, or a new one with that checkpoint. */
    public static ManualStreaming getOrCreate(
            Path checkpoint, Consumer<JavaStreamingContext> setup) {
        return getOrCreate(checkpoint, Map.of(), setup);
    }

    /** The context of a checkpoint, or a new one with that checkpoint. */
    public static ManualStreaming getOrCreate(
            Path checkpoint, Map<String, String> settings, Consumer<JavaStreamingContext> setup) {
        return getOrCreate(checkpoint.toString(), settings, setup);
    }

    /** The same with a checkpoint in any file system that Hadoop knows. */
    public static ManualStreaming getOrCreate(
            String checkpoint, Map<String, String> settings, Consumer<JavaStreamingContext> setup) {
        Map<String, String> all = apply(settings);
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        checkpoint,
                        () -> {
                            JavaStreamingContext created = newContext();
                            created.checkpoint(checkpoint);
                            setup.accept(created);
                            return created;
                        });
        return started(context, all);
    }

    private static ManualStreaming started(
            JavaStreamingContext context, Map<String, String> settings) {
        ManualStreaming streaming = new ManualStreaming(context, settings);
        try {
            context.start();
        } catch (RuntimeException e) {
            streaming.crash();
            throw e;
        }
        return streaming;
    }

    private static JavaStreamingContext newContext() {
        return new JavaStreamingContext(
                JavaSparkContext.fromSparkContext(spark()), Durations.seconds(1));
    }

    private static SparkContext spark() {
        return LocalStack.session().sparkContext();
    }

    private static Map<String, String> apply(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(CLOCK, ManualClock.class.getName());
        SparkConf conf = spark().conf();
        all.forEach(conf::set);
        return all;
    }

    public JavaStreamingContext context() {
        return context;
    }

    /** The batches that have ended, in order. */
    public List<BatchInfo> completed() {
        return completed;
    }

    /** Lets one batch come and waits for its end. */
    public ManualStreaming batch() {
        int before = completed.size();
        advance();
        awaitBatches(before + 1);
        return this;
    }

    /** Lets so many batches come, one after the other. */
    public ManualStreaming batches(int count) {
        for (int i = 0; i < count; i++) {
            batch();
        }
        return this;
    }

    /** Lets a batch come. */
    public void advance() {
        ((ManualClock) context.ssc().scheduler().clock()).advance(1_000);
    }

    /** Waits until so many batches have ended, or throws what a batch has failed with. */
    public void awaitBatches(int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> endedOrFailed(count));
    }

    private boolean endedOrFailed(int count) throws InterruptedException {
        context.awaitTerminationOrTimeout(1);
        return completed.size() >= count;
    }

    /** Stops at once, as if the driver had been killed: nothing that is pending is done. */
    public void crash() {
        stop(() -> context.stop(false, false));
    }

    /** Stops when all that has come is done; one more batch comes first. */
    public void stopGracefully() {
        Thread stopping = new Thread(() -> context.stop(false, true));
        stopping.start();
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            if (stopping.isAlive()) {
                                advance();
                            }
                            return !stopping.isAlive();
                        });
        stop(() -> {});
    }

    private void stop(Runnable how) {
        if (!stopped) {
            stopped = true;
            how.run();
            settings.keySet().forEach(spark().conf()::remove);
        }
    }

    @Override
    public void close() {
        crash();
    }
}
