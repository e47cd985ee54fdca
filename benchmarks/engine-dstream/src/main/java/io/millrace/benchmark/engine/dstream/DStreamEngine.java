package io.millrace.benchmark.engine.dstream;

import io.millrace.benchmark.engine.Engine;
import io.millrace.benchmark.engine.EngineServer;
import io.millrace.benchmark.engine.KafkaClient;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.HasOffsetRanges;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.MillraceStreams;
import io.millrace.dstream.OffsetRange;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** Spark's classic streaming API over the direct stream. */
@SuppressWarnings("deprecation")
final class DStreamEngine implements Engine {

    /** Short, for the first batch reads all that is there and the last one must be waited for. */
    private static final long BATCH_MILLIS = 100;

    private static final long CHECK_MILLIS = 5;

    private static final Map<String, DStreamJob<?>> JOBS =
            Map.of("W0", new RawCountJob(), "W4", new WordCountJob());

    private final EngineSettings settings;
    private final JavaSparkContext spark;

    private DStreamEngine(EngineSettings settings) {
        this.settings = settings;
        SparkConf conf =
                new SparkConf()
                        .setMaster("local[" + settings.cores() + "]")
                        .setAppName("benchmark")
                        .set("spark.ui.enabled", "false")
                        .set("spark.driver.host", "127.0.0.1")
                        .set("spark.driver.bindAddress", "127.0.0.1")
                        .set("spark.local.dir", settings.workDirectory());
        if (settings.tuning() == Tuning.TUNED) {
            conf.set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        }
        this.spark = new JavaSparkContext(conf);
    }

    public static void main(String[] arguments) {
        EngineServer.serve(DStreamEngine::new);
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("kafka-clients", KafkaClient.version(), "spark", spark.version());
    }

    @Override
    public List<String> workloads() {
        return JOBS.keySet().stream().sorted().toList();
    }

    @Override
    public List<String> run(RunRequest request) throws Exception {
        return run(JOBS.get(request.workload()), request);
    }

    private <V> List<String> run(DStreamJob<V> job, RunRequest request) throws Exception {
        JavaStreamingContext context =
                new JavaStreamingContext(spark, Durations.milliseconds(BATCH_MILLIS));
        try {
            context.checkpoint(
                    Path.of(settings.workDirectory(), "checkpoint-" + request.number()).toString());
            JavaInputDStream<ConsumerRecord<byte[], V>> input =
                    MillraceStreams.createDirectStream(
                            context,
                            LocationStrategies.PreferConsistent(),
                            ConsumerStrategies.Subscribe(
                                    List.of(request.topic()), parameters(job.deserializer())),
                            new BatchRate(request, BATCH_MILLIS));
            DStreamJob.Answer answer = job.define(input, settings.cores());
            AtomicLong read = new AtomicLong();
            // Outputs of a batch run in the order in which they are declared.
            input.foreachRDD(
                    rdd -> {
                        OffsetRange[] ranges = ((HasOffsetRanges) rdd.rdd()).offsetRanges();
                        read.addAndGet(Arrays.stream(ranges).mapToLong(OffsetRange::count).sum());
                    });
            context.start();
            while (read.get() < request.records()) {
                // Throws what a batch has failed of.
                context.awaitTerminationOrTimeout(CHECK_MILLIS);
            }
            return answer.rows();
        } finally {
            context.stop(false, false);
        }
    }

    private Map<String, Object> parameters(Class<? extends Deserializer<?>> values) {
        return Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "key.deserializer",
                "org.apache.kafka.common.serialization.ByteArrayDeserializer",
                "value.deserializer",
                values.getName(),
                "auto.offset.reset",
                "earliest");
    }

    @Override
    public void close() {
        spark.close();
    }
}
