package io.millrace.kafka.position;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaFailure;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers which offsets partitions hold, and where a position lies in them. */
public final class PositionLookup {

    private static final String ACTION = "look up offsets";

    private final Admin admin;
    private final KafkaConnection connection;
    private final ListOffsetsOptions options;

    /**
     * @param isolation with READ_COMMITTED the end is the last stable offset
     */
    public PositionLookup(Admin admin, KafkaConnection connection, IsolationLevel isolation) {
        this.admin = admin;
        this.connection = connection;
        this.options = new ListOffsetsOptions(isolation);
    }

    /** What each partition holds, in the order of the partitions given. */
    public Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions) {
        var earliest = ask(partitions, OffsetSpec.earliest());
        var latest = ask(partitions, OffsetSpec.latest());
        Map<TopicPartition, LogRange> ranges = new LinkedHashMap<>();
        Map<TopicPartition, Long> starts = offsets(earliest);
        Map<TopicPartition, Long> ends = offsets(latest);
        partitions.forEach(p -> ranges.put(p, new LogRange(starts.get(p), ends.get(p))));
        return ranges;
    }

    /** The end of each partition. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(ask(partitions, OffsetSpec.latest()));
    }

    /** Where the position lies in each partition, in the order of the partitions given. */
    public Map<TopicPartition, FoundOffset> find(
            Collection<TopicPartition> partitions, LogPosition position) {
        Map<TopicPartition, LogRange> ranges = ranges(partitions);
        Function<TopicPartition, Long> wanted = wanted(ranges, position);
        Map<TopicPartition, FoundOffset> found = new LinkedHashMap<>();
        ranges.forEach((p, range) -> found.put(p, new FoundOffset(wanted.apply(p), range)));
        return found;
    }

    private Function<TopicPartition, Long> wanted(
            Map<TopicPartition, LogRange> ranges, LogPosition position) {
        if (position instanceof LogPosition.Earliest) {
            return p -> ranges.get(p).earliest();
        }
        if (position instanceof LogPosition.AtOffset at) {
            return p -> at.offset();
        }
        if (position instanceof LogPosition.BeforeEnd back) {
            // A distance is at most what there is: going back too far is no surprise to anyone.
            return p -> ranges.get(p).clamp(ranges.get(p).latest() - back.count());
        }
        if (position instanceof LogPosition.AtTime at) {
            Map<TopicPartition, Long> offsets =
                    offsets(
                            ask(
                                    ranges.keySet(),
                                    OffsetSpec.forTimestamp(at.time().toEpochMilli())));
            return p -> offsets.get(p) < 0 ? ranges.get(p).latest() : offsets.get(p);
        }
        return p -> ranges.get(p).latest();
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ask(
            Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec));
        return admin.listOffsets(question, options).all();
    }

    private Map<TopicPartition, Long> offsets(
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> answer) {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        KafkaFailure.await(answer, connection, ACTION)
                .forEach((p, info) -> offsets.put(p, info.offset()));
        return offsets;
    }
}
