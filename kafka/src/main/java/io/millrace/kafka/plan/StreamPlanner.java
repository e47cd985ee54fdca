package io.millrace.kafka.plan;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.offset.EndingPosition;
import io.millrace.kafka.offset.LogBounds;
import io.millrace.kafka.offset.OffsetError;
import io.millrace.kafka.offset.OffsetLookup;
import io.millrace.kafka.offset.PositionResolver;
import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import io.millrace.kafka.topic.Topic;
import io.millrace.kafka.topic.TopicDirectory;
import io.millrace.kafka.topic.TopicDirectory.Absent;
import io.millrace.kafka.topic.TopicSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Plans the micro-batches of one stream on the driver: where it begins, how far the next batch
 * reads, and what each batch reads. Notices topics that went or came back as others, and offsets
 * that are gone. Not thread-safe.
 */
public final class StreamPlanner implements AutoCloseable {

    private final TopicSelection selection;
    private final DataLossPolicy onDataLoss;
    private final Admin admin;
    private final TopicDirectory directory;
    private final OffsetLookup lookup;
    private final Set<String> accepted = new HashSet<>();
    private SortedMap<String, Topic> lastSeen = new TreeMap<>();

    public StreamPlanner(
            KafkaConnection connection,
            TopicSelection selection,
            IsolationLevel isolation,
            DataLossPolicy onDataLoss) {
        this.selection = selection;
        this.onDataLoss = onDataLoss;
        this.admin = connection.openAdmin();
        this.directory = new TopicDirectory(admin, connection);
        this.lookup = new OffsetLookup(admin, connection, isolation);
    }

    /** Where a stream without a checkpoint begins. */
    public StreamPosition start(StartingPosition position) {
        return new PositionResolver(lookup).start(position, directory.find(selection, Absent.FAIL));
    }

    /**
     * Everything that can be read now, beyond what was read until {@code read}.
     *
     * @throws io.millrace.common.error.MillraceException with a code of {@link DataLoss} if records
     *     between the two are gone and the policy is to fail
     */
    public StreamPosition available(StreamPosition read) {
        checkTopics(read);
        SortedMap<String, Topic> topics = lastSeen;
        Map<TopicPartition, LogBounds> bounds = lookup.bounds(partitions(topics));
        report(StreamChanges.losses(read, topics, bounds));
        // A topic that is out of sight keeps its position: if it comes back, it is read on.
        TreeMap<String, TopicPosition> ends = new TreeMap<>(read.topics());
        topics.forEach(
                (name, topic) -> {
                    TreeMap<Integer, Long> next = new TreeMap<>();
                    topic.partitions()
                            .forEach(
                                    n ->
                                            next.put(
                                                    n,
                                                    bounds.get(new TopicPartition(name, n)).end()));
                    ends.put(name, new TopicPosition(topic.id(), next));
                });
        return new StreamPosition(ends);
    }

    /** Looks whether the topics are still those that were read until {@code read}. */
    public void checkTopics(StreamPosition read) {
        lastSeen = directory.find(selection, Absent.LEAVE_OUT);
        report(StreamChanges.losses(read, lastSeen));
    }

    /** Stops at a loss, or warns of it once. */
    private void report(List<MillraceException> losses) {
        for (MillraceException loss : losses) {
            if (onDataLoss == DataLossPolicy.FAIL || accepted.add(loss.text())) {
                onDataLoss.report(loss);
            }
        }
    }

    /** How far to read so that the batch has at most so many offsets, shared by what waits. */
    public StreamPosition limit(StreamPosition read, StreamPosition available, long maxOffsets) {
        Map<TopicPartition, Long> begins = begins(read, available);
        Map<TopicPartition, Long> waiting = new HashMap<>();
        available
                .byPartition()
                .forEach((partition, end) -> waiting.put(partition, end - begins.get(partition)));
        Map<TopicPartition, Long> shares = BatchPlanner.share(waiting, maxOffsets);
        TreeMap<String, TopicPosition> ends = new TreeMap<>();
        available
                .topics()
                .forEach(
                        (name, topic) -> {
                            TreeMap<Integer, Long> next = new TreeMap<>();
                            topic.next()
                                    .forEach(
                                            (n, end) -> {
                                                TopicPartition p = new TopicPartition(name, n);
                                                // An end before the beginning is a truncated log:
                                                // the stream follows it back.
                                                next.put(
                                                        n,
                                                        waiting.get(p) <= 0
                                                                ? end
                                                                : begins.get(p) + shares.get(p));
                                            });
                            ends.put(name, new TopicPosition(topic.topicId(), next));
                        });
        return new StreamPosition(ends);
    }

    /** How many offsets lie between two positions. */
    public long waiting(StreamPosition read, StreamPosition available) {
        Map<TopicPartition, Long> begins = begins(read, available);
        return available.byPartition().entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - begins.get(entry.getKey())))
                .sum();
    }

    /**
     * What a batch between two positions reads. Checks that the topics are still those of the
     * positions, which a restart may find otherwise.
     */
    public List<OffsetRange> ranges(StreamPosition start, StreamPosition end) {
        if (!StreamChanges.losses(end, lastSeen).isEmpty()) {
            lastSeen = directory.find(selection, Absent.LEAVE_OUT);
        }
        SortedMap<String, Topic> topics = lastSeen;
        report(StreamChanges.losses(end, topics));
        Map<TopicPartition, Long> begins = begins(start, end);
        List<OffsetRange> ranges = new ArrayList<>();
        end.byPartition()
                .forEach(
                        (partition, until) -> {
                            Topic topic = topics.get(partition.topic());
                            boolean readable =
                                    topic != null
                                            && topic.partitions().contains(partition.partition())
                                            && StreamChanges.isSame(
                                                    end.topics().get(partition.topic()), topic);
                            if (readable && begins.get(partition) < until) {
                                ranges.add(
                                        new OffsetRange(
                                                partition,
                                                topic.id().toString(),
                                                begins.get(partition),
                                                until));
                            }
                        });
        return ranges;
    }

    /**
     * Where each partition that can be read now is followed from, without an end: from where it was
     * read until, or from its beginning if it is new.
     *
     * @param available what was available when topics were last looked at
     */
    public List<OffsetRange> follow(StreamPosition read, StreamPosition available) {
        Map<TopicPartition, Long> begins = begins(read, available);
        List<OffsetRange> ranges = new ArrayList<>();
        lastSeen.forEach(
                (name, topic) ->
                        topic.partitions()
                                .forEach(
                                        n -> {
                                            TopicPartition partition = new TopicPartition(name, n);
                                            ranges.add(
                                                    new OffsetRange(
                                                            partition,
                                                            topic.id().toString(),
                                                            begins.get(partition),
                                                            Long.MAX_VALUE));
                                        }));
        return ranges;
    }

    /** What a read between two positions that the user named reads, as the topics are now. */
    public List<OffsetRange> ranges(StartingPosition from, EndingPosition until) {
        lastSeen = directory.find(selection, Absent.FAIL);
        PositionResolver resolver = new PositionResolver(lookup);
        StreamPosition start = resolver.start(from, lastSeen);
        StreamPosition end = resolver.end(until, lastSeen);
        end.byPartition()
                .forEach(
                        (partition, stop) -> {
                            long begin = start.next(partition).orElseThrow();
                            if (begin > stop && !(until instanceof EndingPosition.Latest)) {
                                throw OffsetError.START_AFTER_END.exception(partition, begin, stop);
                            }
                        });
        return ranges(start, end);
    }

    /**
     * Where each partition of {@code end} begins. A partition that is new in a known topic begins
     * at 0, always, so that a repeated batch has the same ranges; a topic that is new to the
     * stream, or was created again, begins at the first record that is there when it is planned.
     */
    private Map<TopicPartition, Long> begins(StreamPosition start, StreamPosition end) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Set<TopicPartition> unknown = new HashSet<>();
        for (TopicPartition partition : end.byPartition().keySet()) {
            TopicPosition before = start.topics().get(partition.topic());
            TopicPosition after = end.topics().get(partition.topic());
            if (before == null || !StreamChanges.isSame(before.topicId(), after.topicId())) {
                unknown.add(partition);
            } else {
                begins.put(partition, start.next(partition).orElse(0));
            }
        }
        lookup.bounds(unknown).forEach((partition, log) -> begins.put(partition, log.first()));
        return begins;
    }

    private static Set<TopicPartition> partitions(SortedMap<String, Topic> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(
                (name, topic) ->
                        topic.partitions()
                                .forEach(n -> partitions.add(new TopicPartition(name, n))));
        return partitions;
    }

    @Override
    public void close() {
        admin.close(KafkaConnection.REQUEST_LIMIT);
    }
}
