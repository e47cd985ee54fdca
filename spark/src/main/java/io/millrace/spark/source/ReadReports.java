package io.millrace.spark.source;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.util.AccumulatorV2;

/**
 * What tasks have read of each partition, for the driver. Tasks add to copies of this, which Spark
 * brings together when they end.
 */
final class ReadReports
        extends AccumulatorV2<ReadReports.Report, Map<TopicPartition, ReadReports.Report>> {

    private static final long serialVersionUID = 1L;

    /**
     * What was read of a partition.
     *
     * @param last the offset of the last record
     * @param timestamp of that record, in milliseconds since 1970
     */
    record Report(TopicPartition partition, long records, long bytes, long last, long timestamp)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        Report plus(Report other) {
            Report later = other.last > last ? other : this;
            return new Report(
                    partition,
                    records + other.records,
                    bytes + other.bytes,
                    later.last,
                    later.timestamp);
        }
    }

    private final HashMap<TopicPartition, Report> reports = new HashMap<>();

    @Override
    public synchronized boolean isZero() {
        return reports.isEmpty();
    }

    @Override
    public synchronized ReadReports copy() {
        ReadReports copy = new ReadReports();
        copy.reports.putAll(reports);
        return copy;
    }

    @Override
    public synchronized void reset() {
        reports.clear();
    }

    @Override
    public synchronized void add(Report report) {
        reports.merge(report.partition, report, Report::plus);
    }

    @Override
    public void merge(AccumulatorV2<Report, Map<TopicPartition, Report>> other) {
        other.value().values().forEach(this::add);
    }

    @Override
    public synchronized Map<TopicPartition, Report> value() {
        return Map.copyOf(reports);
    }

    /** What has come since the last time this was asked. */
    synchronized Map<TopicPartition, Report> take() {
        Map<TopicPartition, Report> taken = value();
        reset();
        return taken;
    }
}
