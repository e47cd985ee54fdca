package io.millrace.spark.source;

import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.plan.SplitPlanner;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReportsSourceMetrics;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;

/**
 * A stream of micro-batches. Copies that give fewer columns share one driver and are equal, so that
 * Spark still counts the rows of a pruned scan to the stream it belongs to. That is sound because
 * all scans of one stream within a plan are pruned to the same columns.
 */
public final class MillraceStream
        implements MicroBatchStream, SupportsTriggerAvailableNow, ReportsSourceMetrics {

    private final StreamDriver driver;
    private final MillraceScan scan;

    MillraceStream(StreamDriver driver, MillraceScan scan) {
        this.driver = driver;
        this.scan = scan;
    }

    /** The same stream giving only the columns of these names, in the order it gives them now. */
    public MillraceStream withColumns(Collection<String> names) {
        return new MillraceStream(driver, scan.with(scan.columns().keep(names)));
    }

    /** The columns this stream gives, in order. */
    public String[] columns() {
        return scan.columns().schema().fieldNames();
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
        return new MillraceOffset(
                Interruptible.call(() -> driver.next(MillraceOffset.positionOf(start), limit)));
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
        return SplitPlanner.split(
                        ranges, settings.minPartitions(), settings.maxRecordsPerPartition())
                .stream()
                .map(Split::new)
                .toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return scan.readerFactory();
    }

    /** The lag in offsets, under the names of Spark's Kafka source, and its sum. */
    @Override
    public Map<String, String> metrics(Optional<Offset> latestConsumedOffset) {
        Map<String, String> metrics = new LinkedHashMap<>();
        latestConsumedOffset.ifPresent(
                offset -> {
                    Collection<Long> lag = driver.lag(MillraceOffset.positionOf(offset)).values();
                    if (!lag.isEmpty()) {
                        var sum = lag.stream().mapToLong(Long::longValue).summaryStatistics();
                        metrics.put("minOffsetsBehindLatest", Long.toString(sum.getMin()));
                        metrics.put("maxOffsetsBehindLatest", Long.toString(sum.getMax()));
                        metrics.put("avgOffsetsBehindLatest", Double.toString(sum.getAverage()));
                        metrics.put("offsetsBehindLatest", Long.toString(sum.getSum()));
                    }
                });
        return metrics;
    }

    @Override
    public void commit(Offset end) {
        // The checkpoint alone remembers the position.
    }

    @Override
    public void stop() {
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
