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

    List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(name(), partition))
                .toList();
    }
}
