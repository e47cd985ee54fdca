package io.millrace.benchmark.input;

import io.millrace.benchmark.records.RecordSource;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic that engines read: the first records of a sequence, dealt to the partitions in turn. Its
 * name says all that decides what is in it.
 */
public record InputTopic(RecordSource source, long records, Compression compression) {

    public static final int PARTITIONS = 4;

    public String name() {
        return source.id() + "-" + records + "-" + compression;
    }

    /** All that it holds: the records, and those that close windows behind them. */
    public long size() {
        return records + source.closers();
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(name(), partition))
                .toList();
    }
}
