package io.millrace.kafka.consume;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Hands records to the sink up to the end of each partition and up to the most records wanted. */
final class RecordHandout {

    private final RecordSink sink;
    private final EndOffsets ends;
    private final Commits commits;
    private long left;

    RecordHandout(RecordSink sink, EndOffsets ends, Commits commits, OptionalLong max) {
        this.sink = sink;
        this.ends = ends;
        this.commits = commits;
        this.left = max.orElse(Long.MAX_VALUE);
    }

    /** How many more records are wanted. */
    long left() {
        return left;
    }

    /** Returns how many records the sink took. */
    long handOut(ConsumerRecords<byte[], byte[]> batch) throws IOException {
        long before = left;
        for (TopicPartition partition : batch.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = batch.records(partition);
            int taken = handOut(records, ends.of(partition));
            if (taken == records.size()) {
                commits.handedOut(partition, batch.nextOffsets().get(partition));
            } else if (taken > 0) {
                long next = records.get(taken - 1).offset() + 1;
                commits.handedOut(partition, new OffsetAndMetadata(next));
            }
        }
        return before - left;
    }

    private int handOut(List<ConsumerRecord<byte[], byte[]>> records, long end) throws IOException {
        int taken = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (left == 0 || record.offset() >= end) {
                break;
            }
            sink.accept(record);
            taken++;
            left--;
        }
        return taken;
    }
}
