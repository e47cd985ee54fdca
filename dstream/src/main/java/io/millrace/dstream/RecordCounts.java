package io.millrace.dstream;

import io.millrace.kafka.fetch.ConsumerPool;
import io.millrace.kafka.fetch.FetchSettings;
import io.millrace.kafka.fetch.RangeReader;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** How many records each range of another RDD has, told without deserializing any. */
final class RecordCounts extends RDD<Long> {

    private static final long serialVersionUID = 1L;
    private static final ClassTag<Long> LONG = ClassTag$.MODULE$.apply(Long.class);

    private final FetchSettings settings;
    private final transient DirectRdd<?, ?> counted;

    RecordCounts(DirectRdd<?, ?> counted, FetchSettings settings) {
        super(counted.context(), DirectRdd.noDependencies(), LONG);
        this.counted = counted;
        this.settings = settings;
    }

    long sum() {
        long sum = 0;
        for (Long count : (Long[]) collect()) {
            sum += count;
        }
        return sum;
    }

    @Override
    public Partition[] getPartitions() {
        return counted.partitions();
    }

    @Override
    public scala.collection.immutable.Seq<String> getPreferredLocations(Partition partition) {
        return counted.getPreferredLocations(partition);
    }

    @Override
    public Iterator<Long> compute(Partition partition, TaskContext context) {
        try (RangeReader reader =
                new RangeReader(
                        ConsumerPool.shared(), settings, ((DirectPartition) partition).range())) {
            long count = 0;
            while (reader.next() != null) {
                count++;
                if (count % 1_000 == 0) {
                    context.killTaskIfInterrupted();
                }
            }
            context.taskMetrics().inputMetrics().incRecordsRead(count);
            return CollectionConverters.asScala(List.of(count).iterator());
        }
    }
}
