package io.millrace.kafka.consume;

import io.millrace.kafka.TestRecords;
import io.millrace.kafka.position.FoundOffset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Keeps the records that it is given; they count once they are flushed. */
class CollectingSink implements RecordSink {

    private final List<ConsumerRecord<byte[], byte[]>> flushed = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> buffered = new ArrayList<>();
    private final Map<TopicPartition, FoundOffset> moved = new ConcurrentHashMap<>();

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        buffered.add(record);
    }

    @Override
    public void flush() throws IOException {
        flushed.addAll(buffered);
        buffered.clear();
    }

    @Override
    public void startMoved(TopicPartition partition, FoundOffset found) {
        moved.put(partition, found);
    }

    List<String> values() {
        return flushed.stream().map(r -> TestRecords.text(r.value())).toList();
    }

    List<String> values(int partition) {
        return flushed.stream()
                .filter(r -> r.partition() == partition)
                .map(r -> TestRecords.text(r.value()))
                .toList();
    }

    int unflushed() {
        return buffered.size();
    }

    Map<TopicPartition, FoundOffset> moved() {
        return moved;
    }

    void clear() {
        flushed.clear();
    }
}
