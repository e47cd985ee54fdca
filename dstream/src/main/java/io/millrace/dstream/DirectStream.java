package io.millrace.dstream;

import io.millrace.kafka.plan.BatchLimits;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.spark.source.PositionJson;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.dstream.DStreamCheckpointData;
import org.apache.spark.streaming.dstream.InputDStream;
import org.apache.spark.streaming.scheduler.RateController;
import org.apache.spark.streaming.scheduler.StreamInputInfo;
import org.apache.spark.streaming.scheduler.rate.RateEstimator;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The stream itself: plans each batch when it is due, and keeps in the checkpoint where it is and
 * what the batches read that may have to be repeated.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class DirectStream<K, V> extends InputDStream<ConsumerRecord<K, V>>
        implements CanCommitOffsets {

    private static final long serialVersionUID = 1L;
    private static final Duration LAST_COMMITS = Duration.ofSeconds(10);
    private static final String INITIAL_RATE = "spark.streaming.backpressure.initialRate";

    private final ConsumerStrategy<K, V> strategy;
    private final LocationStrategy locations;
    private final PerPartitionConfig rates;
    private final DirectStreamCheckpoint<K, V> checkpoint;
    private final Option<RateController> rate;
    private final Object[] commitLock = {};

    /** Where the next batch begins, as {@link PositionJson}; null before the start. */
    private String position;

    /** The time of the last batch that was planned. */
    private long lastMillis;

    /** Which of the times that are remembered were planned. */
    private final NavigableSet<Long> planned = new ConcurrentSkipListSet<>();

    private transient StreamDriver driver;
    private transient boolean stopped;
    private transient CommitQueue commits;
    private transient boolean commitsEnded;

    DirectStream(
            StreamingContext context,
            LocationStrategy locations,
            ConsumerStrategy<K, V> strategy,
            PerPartitionConfig rates) {
        super(context, classTag());
        this.strategy = strategy;
        this.locations = locations;
        this.rates = rates;
        this.checkpoint = new DirectStreamCheckpoint<>(this);
        this.rate =
                RateController.isBackPressureEnabled(context.conf())
                        ? Option.apply(
                                new StreamRate(
                                        id(),
                                        RateEstimator.create(
                                                context.conf(), context.graph().batchDuration())))
                        : Option.empty();
        // A parameter that cannot be used is told where the stream is made.
        strategy.start();
        settings();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static <K, V> ClassTag<ConsumerRecord<K, V>> classTag() {
        return (ClassTag) ClassTag$.MODULE$.apply(ConsumerRecord.class);
    }

    @Override
    public String name() {
        return "Millrace direct stream [" + id() + "]";
    }

    @Override
    public Option<RateController> rateController() {
        return rate;
    }

    @Override
    public DStreamCheckpointData<ConsumerRecord<K, V>> checkpointData() {
        return checkpoint;
    }

    /** Not called when the context was made from a checkpoint. */
    @Override
    public void start() {
        position = PositionJson.write(driver().start(strategy.start()));
    }

    @Override
    public Option<RDD<ConsumerRecord<K, V>>> compute(Time validTime) {
        if (validTime.milliseconds() <= lastMillis) {
            return Option.apply(passedOver(validTime));
        }
        StreamDriver.Batch batch =
                driver().next(
                                PositionJson.parse(position),
                                limits(),
                                new RatesOfBatch(rates, batchSeconds()));
        List<OffsetRange> ranges = batch.ranges();
        report(validTime, ranges);
        RDD<ConsumerRecord<K, V>> rdd = rdd(ranges, RangeCheck.NONE);
        position = PositionJson.write(batch.end());
        lastMillis = validTime.milliseconds();
        planned.add(lastMillis);
        planned.removeIf(millis -> !isRemembered(millis));
        return Option.apply(rdd);
    }

    /**
     * A time that nothing asked for when it was due: its records are in the batch after it. One
     * that was read once would get a wrong answer.
     */
    private RDD<ConsumerRecord<K, V>> passedOver(Time time) {
        if (planned.contains(time.milliseconds()) || !isRemembered(time.milliseconds())) {
            throw DStreamError.BATCH_FORGOTTEN.exception(time, lastMillis + " ms");
        }
        return rdd(List.of(), RangeCheck.NONE);
    }

    private boolean isRemembered(long millis) {
        return millis > lastMillis - rememberDuration().milliseconds()
                || repeatedTimes().reach(millis);
    }

    /** Pending batches are done again after a restart, the failed ones among them, too. */
    RepeatedTimes repeatedTimes() {
        Set<Long> batches = new HashSet<>();
        CollectionConverters.asJava(context().scheduler().getPendingTimes())
                .forEach(time -> batches.add(time.milliseconds()));
        if (context().isCheckpointPresent()) {
            for (Time time : context().initialCheckpoint().pendingTimes()) {
                batches.add(time.milliseconds());
            }
        }
        return new RepeatedTimes(batches, rememberDuration().milliseconds());
    }

    /** A batch that was planned before a restart. */
    RDD<ConsumerRecord<K, V>> again(List<OffsetRange> ranges) {
        return rdd(ranges, planned -> driver().readable(planned));
    }

    private RDD<ConsumerRecord<K, V>> rdd(List<OffsetRange> ranges, RangeCheck check) {
        ReadSettings settings = settings();
        return new DirectRdd<>(
                context().sparkContext(),
                strategy.params(),
                settings.fetch(),
                ranges,
                TaskLocations.of(
                        context().sparkContext(), locations, settings.connection(), ranges),
                check);
    }

    private BatchLimits limits() {
        if (rate.isEmpty()) {
            return BatchLimits.NONE;
        }
        long perSecond = rate.get().getLatestRate();
        if (perSecond <= 0) {
            perSecond = context().conf().getLong(INITIAL_RATE, 0);
        }
        return perSecond <= 0
                ? BatchLimits.NONE
                : new BatchLimits(
                        OptionalLong.of(Math.max(1, (long) (perSecond * batchSeconds()))),
                        OptionalLong.empty(),
                        OptionalLong.empty());
    }

    private double batchSeconds() {
        return context().graph().batchDuration().milliseconds() / 1000.0;
    }

    /** For listeners, the rate controller and the page of the batch. */
    private void report(Time time, List<OffsetRange> ranges) {
        long offsets = ranges.stream().mapToLong(OffsetRange::size).sum();
        String description =
                ranges.stream()
                        .filter(range -> range.size() > 0)
                        .map(
                                range ->
                                        "topic: "
                                                + range.partition().topic()
                                                + "\tpartition: "
                                                + range.partition().partition()
                                                + "\toffsets: "
                                                + range.from()
                                                + " to "
                                                + range.until())
                        .collect(Collectors.joining("\n"));
        List<io.millrace.dstream.OffsetRange> shown =
                ranges.stream().map(io.millrace.dstream.OffsetRange::of).toList();
        Map<String, Object> metadata =
                Map.of("offsets", shown, StreamInputInfo.METADATA_KEY_DESCRIPTION(), description);
        context()
                .scheduler()
                .inputInfoTracker()
                .reportInfo(
                        time,
                        new StreamInputInfo(
                                id(),
                                offsets,
                                scala.collection.immutable.Map$.MODULE$.from(
                                        CollectionConverters.asScala(metadata))));
    }

    @Override
    public void commitAsync(io.millrace.dstream.OffsetRange[] offsetRanges) {
        commitAsync(offsetRanges, null);
    }

    @Override
    public void commitAsync(
            io.millrace.dstream.OffsetRange[] offsetRanges, OffsetCommitCallback callback) {
        CommitQueue queue;
        synchronized (commitLock) {
            if (commits == null && !commitsEnded) {
                commits = new CommitQueue(strategy.params().connection(), group(), LAST_COMMITS);
            }
            queue = commits;
        }
        if (queue == null) {
            CommitQueue.refuse(group(), offsetRanges, callback);
        } else {
            queue.commit(offsetRanges, callback);
        }
    }

    private String group() {
        return strategy.params()
                .group()
                .orElseThrow(
                        () ->
                                DStreamError.COMMIT_IMPOSSIBLE.exception(
                                        "no consumer group is known", "Set group.id"));
    }

    private ReadSettings settings() {
        return ReadSettings.of(strategy.params(), context().conf());
    }

    private synchronized StreamDriver driver() {
        if (stopped) {
            throw DStreamError.STREAM_STOPPED.exception(name());
        }
        if (driver == null) {
            driver = new StreamDriver(settings(), strategy.selection());
        }
        return driver;
    }

    /** What was handed over to be committed is committed. */
    @Override
    public void stop() {
        synchronized (commitLock) {
            commitsEnded = true;
            if (commits != null) {
                commits.close();
            }
        }
        synchronized (this) {
            stopped = true;
            if (driver != null) {
                driver.close();
                driver = null;
            }
        }
    }
}
