package io.millrace.spark.source;

import io.millrace.common.fault.Failpoint;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.plan.OpenTransaction;
import io.millrace.kafka.plan.SplitGroups;
import io.millrace.kafka.plan.SplitPlanner;
import io.millrace.spark.query.BatchSplits;
import io.millrace.spark.realtime.RealTimeQuery;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.PartitionOffset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReportsSourceMetrics;
import org.apache.spark.sql.connector.read.streaming.SupportsRealTimeMode;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;
import org.apache.spark.sql.types.StructType;

/**
 * A stream of micro-batches. Copies that give fewer columns share one driver and are equal, so that
 * Spark still counts the rows of a pruned scan to the stream it belongs to. That is sound because
 * all scans of one stream within a plan are pruned to the same columns.
 */
public final class MillraceStream
        implements MicroBatchStream,
                SupportsTriggerAvailableNow,
                SupportsRealTimeMode,
                ReportsSourceMetrics {

    /**
     * How many records the last batch read, in the metrics of the source. Spark's number of input
     * rows counts only those that were not skipped.
     */
    public static final String RECORDS_READ = "recordsRead";

    /**
     * How many records of the last batch became dead letters, in the metrics of a source that has
     * them.
     */
    public static final String DEAD_LETTERS = "deadLetters";

    /**
     * Where the query has been held up for a minute or more by open transactions of others, and
     * whose they are; there only if there are some.
     */
    public static final String OPEN_TRANSACTIONS = "openTransactions";

    private final StreamDriver driver;
    private final MillraceScan scan;
    private final RealTimeBatches realTime;

    MillraceStream(StreamDriver driver, MillraceScan scan) {
        this(driver, scan, new RealTimeBatches());
    }

    private MillraceStream(StreamDriver driver, MillraceScan scan, RealTimeBatches realTime) {
        this.driver = driver;
        this.scan = scan;
        this.realTime = realTime;
    }

    /**
     * The same stream giving fewer columns, and not all of the rows that do not satisfy a
     * predicate.
     *
     * @param columns some of those this gives; structs in them may lack fields
     * @param conjuncts the predicate: all of these must be true
     */
    public MillraceStream with(StructType columns, List<RowPredicate> conjuncts) {
        return new MillraceStream(
                driver, scan.with(scan.columns().as(columns), conjuncts), realTime);
    }

    /** The same stream, which its plan reads no second time. */
    public MillraceStream readOnce() {
        return new MillraceStream(driver, scan.readOnce(), realTime);
    }

    /** The columns this stream gives, in order. */
    public StructType columns() {
        return scan.columns().schema();
    }

    /** The scan as this stream reads it. */
    public Scan scan() {
        return scan;
    }

    @Override
    public Offset initialOffset() {
        return new MillraceOffset(Interruptible.call(driver::start));
    }

    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("a read limit is needed");
    }

    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        if (BatchDrain.holdsThisQuery()) {
            return start;
        }
        MillraceOffset end =
                new MillraceOffset(
                        Interruptible.call(
                                () -> driver.next(MillraceOffset.positionOf(start), limit)));
        Failpoint.SOURCE_PLANNED.pass();
        return end;
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        return driver.limit();
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        driver.endNow();
    }

    @Override
    public Offset reportLatestOffset() {
        return driver.available().map(MillraceOffset::new).orElse(null);
    }

    @Override
    public Offset deserializeOffset(String json) {
        return MillraceOffset.parse(json);
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        SourceSettings settings = driver.settings();
        List<OffsetRange> ranges =
                Interruptible.call(
                        () ->
                                driver.ranges(
                                        MillraceOffset.positionOf(start),
                                        MillraceOffset.positionOf(end)));
        List<OffsetRange> splits =
                SplitPlanner.split(
                        scan.rangePruning().prune(ranges),
                        settings.minPartitions(),
                        settings.maxRecordsPerPartition());
        // Who says how much a task reads gets just that.
        int minGroups =
                settings.maxRecordsPerPartition().isPresent()
                        ? splits.size()
                        : settings.minPartitions().orElse(1);
        List<List<OffsetRange>> tasks =
                SplitGroups.group(splits, minGroups, SplitGroups.WORTH_A_TASK);
        BatchSplits.note(driver, tasks);
        Map<OffsetRange, Split> numbered = Split.number(splits);
        return tasks.stream()
                .map(task -> Split.forTask(task.stream().map(numbered::get).toList()))
                .toArray(InputPartition[]::new);
    }

    @Override
    public void prepareForRealTimeMode() {
        scan.prepareForRealTime();
        RealTimeQuery.begin();
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start) {
        StreamPosition read = MillraceOffset.positionOf(start);
        List<OffsetRange> from = Interruptible.call(() -> driver.follow(read));
        realTime.begin(read, from);
        driver.scanned().startTrigger();
        int slots = SparkSession.active().sparkContext().defaultParallelism();
        return TailSplit.deal(from, RealTimeSlots.shared().take(driver, from.size(), slots));
    }

    @Override
    public Offset mergeOffsets(PartitionOffset[] offsets) {
        List<TailOffset> tasks = Arrays.stream(offsets).map(TailOffset.class::cast).toList();
        return new MillraceOffset(realTime.end(tasks));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return scan.readerFactory()
                .counting(driver.scanned())
                .reportingTo(driver.reports())
                .withDeadLetters(driver.letterPlan().map(plan -> plan.placed(scan.letters())));
    }

    /**
     * How far the query is behind, and how fast it reads if it is paced; in real-time mode how old
     * records were when they were handed to the query, too.
     */
    @Override
    public Map<String, String> metrics(Optional<Offset> latestConsumedOffset) {
        Map<String, String> metrics = new LinkedHashMap<>(realTime.metrics());
        metrics.put(RECORDS_READ, Long.toString(driver.scanned().sinceTriggerStarted()));
        driver.deadLetters()
                .ifPresent(letters -> metrics.put(DEAD_LETTERS, Long.toString(letters)));
        latestConsumedOffset.ifPresent(
                offset -> {
                    StreamPosition read = MillraceOffset.positionOf(offset);
                    if (realTime.isRunning()) {
                        Interruptible.run(() -> driver.refresh(read));
                    }
                    driver.processed(read);
                    metrics.putAll(SourceProgress.metrics(driver.lag(read)));
                });
        Collection<OpenTransaction> open = driver.openTransactions();
        if (!open.isEmpty()) {
            metrics.put(
                    OPEN_TRANSACTIONS,
                    open.stream()
                            .map(OpenTransaction::toString)
                            .sorted()
                            .collect(Collectors.joining("; ")));
        }
        driver.recordsPerSecond()
                .ifPresent(rate -> metrics.put("recordsPerSecondLimit", Long.toString(rate)));
        return metrics;
    }

    @Override
    public void commit(Offset end) {
        // The checkpoint alone remembers the position; this is called when a batch begins.
        driver.batchBegan();
    }

    @Override
    public void stop() {
        RealTimeSlots.shared().release(driver);
        driver.stop();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MillraceStream stream && stream.driver == driver;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(driver);
    }

    @Override
    public String toString() {
        return driver.settings().description();
    }
}
