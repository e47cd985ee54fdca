package io.millrace.spark.source;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the splits of a group, each with a reader of its own, one open at a time. */
final class SplitGroupReader<T> implements PartitionReader<T> {

    private final Iterator<Split> splits;
    private final Function<Split, PartitionReader<T>> open;
    private final Map<String, Long> counted = new LinkedHashMap<>();
    private PartitionReader<T> reader;

    SplitGroupReader(SplitGroup group, Function<Split, PartitionReader<T>> open) {
        this.splits = group.splits().iterator();
        this.open = open;
    }

    @Override
    public boolean next() throws IOException {
        while (reader == null || !reader.next()) {
            if (!splits.hasNext()) {
                return false;
            }
            closeReader();
            reader = open.apply(splits.next());
        }
        return true;
    }

    @Override
    public T get() {
        return reader.get();
    }

    /** What all readers so far have counted. */
    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        Map<String, Long> total = new LinkedHashMap<>(counted);
        if (reader != null) {
            add(reader.currentMetricsValues(), total);
        }
        return total.entrySet().stream()
                .map(entry -> new ScanMetrics.Value(entry.getKey(), entry.getValue()))
                .toArray(CustomTaskMetric[]::new);
    }

    private static void add(CustomTaskMetric[] values, Map<String, Long> total) {
        for (CustomTaskMetric value : values) {
            total.merge(value.name(), value.value(), Long::sum);
        }
    }

    private void closeReader() throws IOException {
        if (reader != null) {
            add(reader.currentMetricsValues(), counted);
            PartitionReader<T> last = reader;
            reader = null;
            last.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeReader();
    }
}
