package io.millrace.dstream;

import io.millrace.kafka.fetch.FetchSettings;
import io.millrace.kafka.plan.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.Dependency;
import org.apache.spark.InterruptibleIterator;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Records of Kafka, one partition for each range. */
final class DirectRdd<K, V> extends RDD<ConsumerRecord<K, V>> implements HasOffsetRanges {

    private static final long serialVersionUID = 1L;

    private final KafkaParams params;
    private final FetchSettings settings;
    private final transient List<OffsetRange> ranges;
    private final transient List<String> locations;
    private final transient RangeCheck check;

    /**
     * @param locations where the task of each range runs best; null where any will do
     */
    DirectRdd(
            SparkContext context,
            KafkaParams params,
            FetchSettings settings,
            List<OffsetRange> ranges,
            List<String> locations) {
        this(context, params, settings, ranges, locations, RangeCheck.NONE);
    }

    DirectRdd(
            SparkContext context,
            KafkaParams params,
            FetchSettings settings,
            List<OffsetRange> ranges,
            List<String> locations,
            RangeCheck check) {
        super(context, noDependencies(), DirectStream.classTag());
        this.params = params;
        this.settings = settings;
        this.ranges = List.copyOf(ranges);
        this.locations = new ArrayList<>(locations);
        this.check = check;
    }

    static Seq<Dependency<?>> noDependencies() {
        return CollectionConverters.<Dependency<?>>asScala(List.of()).toSeq();
    }

    List<OffsetRange> ranges() {
        return ranges;
    }

    FetchSettings settings() {
        return settings;
    }

    @Override
    public io.millrace.dstream.OffsetRange[] offsetRanges() {
        return ranges.stream()
                .map(io.millrace.dstream.OffsetRange::of)
                .toArray(io.millrace.dstream.OffsetRange[]::new);
    }

    @Override
    public Partition[] getPartitions() {
        List<OffsetRange> readable = check.readable(ranges);
        Partition[] partitions = new Partition[readable.size()];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new DirectPartition(i, readable.get(i));
        }
        return partitions;
    }

    @Override
    public Seq<String> getPreferredLocations(Partition partition) {
        String location = locations.get(partition.index());
        return CollectionConverters.asScala(
                        location == null ? List.<String>of() : List.of(location))
                .toSeq();
    }

    @Override
    public Iterator<ConsumerRecord<K, V>> compute(Partition partition, TaskContext context) {
        RecordIterator<K, V> records =
                new RecordIterator<>(
                        params,
                        settings,
                        ((DirectPartition) partition).range(),
                        context.taskMetrics().inputMetrics());
        context.addTaskCompletionListener((TaskCompletionListener) ended -> records.close());
        return new InterruptibleIterator<>(context, CollectionConverters.asScala(records));
    }

    /** Counts without deserializing; offsets alone do not tell, for some carry no record. */
    @Override
    public long count() {
        if (hasNoOffsets()) {
            return 0;
        }
        return isKept() ? super.count() : new RecordCounts(this, settings).sum();
    }

    @Override
    public boolean isEmpty() {
        return hasNoOffsets() || super.isEmpty();
    }

    /** Spark looks at partitions in turn; those without offsets are left out here. */
    @Override
    public Object take(int count) {
        List<OffsetRange> filled = new ArrayList<>();
        List<String> filledAt = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).size() > 0) {
                filled.add(ranges.get(i));
                filledAt.add(locations.get(i));
            }
        }
        return filled.size() == ranges.size() || isKept()
                ? super.take(count)
                : new DirectRdd<K, V>(context(), params, settings, filled, filledAt, check)
                        .take(count);
    }

    /** Whether Spark has the records, or is to have them once they are read. */
    private boolean isKept() {
        return checkpointData().isDefined() || !getStorageLevel().equals(StorageLevel.NONE());
    }

    private boolean hasNoOffsets() {
        return ranges.stream().allMatch(range -> range.size() == 0);
    }
}
