package io.millrace.kafka.consume;

import io.millrace.kafka.position.FoundOffset;
import io.millrace.kafka.position.LogPosition;
import io.millrace.kafka.position.PositionLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sets the consumer to the committed offset of each partition, or to the position asked for. */
final class StartOffsets {

    private final ReadOrder order;
    private final PositionLookup positions;
    private final RecordSink sink;

    StartOffsets(ReadOrder order, PositionLookup positions, RecordSink sink) {
        this.order = order;
        this.positions = positions;
        this.sink = sink;
    }

    void place(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        List<TopicPartition> uncommitted = new ArrayList<>(partitions);
        if (order.group().isPresent()) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(new HashSet<>(partitions));
            committed.forEach(
                    (partition, offset) -> {
                        if (offset != null) {
                            uncommitted.remove(partition);
                            consumer.seek(partition, offset);
                        }
                    });
        }
        if (uncommitted.isEmpty()) {
            return;
        }
        Map<TopicPartition, FoundOffset> found = positions.find(uncommitted, order.from());
        found.forEach(
                (partition, offset) -> {
                    consumer.seek(partition, offset.offset());
                    if (offset.moved() && order.from() instanceof LogPosition.AtOffset) {
                        sink.startMoved(partition, offset);
                    }
                });
    }
}
