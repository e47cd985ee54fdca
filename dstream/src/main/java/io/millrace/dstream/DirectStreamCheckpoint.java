package io.millrace.dstream;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.dstream.DStreamCheckpointData;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The ranges of the batches that a restarted stream may have to read again: those that the stream
 * remembers, and those of batches that have failed, which Spark repeats at each start until they
 * are done.
 */
final class DirectStreamCheckpoint<K, V> extends DStreamCheckpointData<ConsumerRecord<K, V>> {

    private static final long serialVersionUID = 1L;

    private final DirectStream<K, V> stream;

    DirectStreamCheckpoint(DirectStream<K, V> stream) {
        super(stream, DirectStream.classTag());
        this.stream = stream;
    }

    @Override
    public void update(Time time) {
        RepeatedTimes repeated = stream.repeatedTimes();
        CollectionConverters.asJava(data())
                .keySet()
                .removeIf(batch -> !repeated.reach(batch.milliseconds()));
        for (Map.Entry<Time, RDD<ConsumerRecord<K, V>>> batch :
                CollectionConverters.asJava(stream.generatedRDDs()).entrySet()) {
            DirectRdd<K, V> rdd = (DirectRdd<K, V>) batch.getValue();
            data().put(batch.getKey(), RangesJson.write(rdd.ranges()));
        }
    }

    /** There are no files of which to be rid. */
    @Override
    public void cleanup(Time time) {}

    @Override
    public void restore() {
        Map<Time, Object> batches = new TreeMap<>(Comparator.comparingLong(Time::milliseconds));
        batches.putAll(CollectionConverters.asJava(data()));
        batches.forEach(
                (time, ranges) ->
                        stream.generatedRDDs()
                                .put(time, stream.again(RangesJson.parse((String) ranges))));
    }

    @Override
    public String toString() {
        return "ranges of " + data().size() + " batches";
    }
}
