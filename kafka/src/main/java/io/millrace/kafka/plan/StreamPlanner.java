package io.millrace.kafka.plan;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.group.OffsetCommits;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** Leaders answer in milliseconds; the client alone would wait for one that is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** As long as transactions of Kafka's own producer may be open. */
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    private final TopicSelection selection;
    private final DataLossPolicy onDataLoss;
    private final KafkaConnection connection;
    private final Admin admin;
    private final TopicDirectory directory;
    private final OffsetLookup lookup;
    private final TopicWatch watch;
    private final ArrivalWatch arrivals;
    private final Optional<OpenTransactionWatch> transactions;
    private final LogSizes logSizes;
    private final RecordSizes sizes = new RecordSizes();
    private final Set<String> accepted = new HashSet<>();
    private Map<TopicPartition, Long> lastEnds = Map.of();

    public StreamPlanner(
            KafkaConnection connection,
            TopicSelection selection,
            IsolationLevel isolation,
            DataLossPolicy onDataLoss) {
        this.connection = connection;
        this.selection = selection;
        this.onDataLoss = onDataLoss;
        this.admin = connection.openAdmin();
        this.directory = new TopicDirectory(admin, connection);
        this.lookup = new OffsetLookup(admin, connection, isolation);
        this.logSizes = new LogSizes(admin);
        this.watch = new TopicWatch(this::look, System::nanoTime);
        this.arrivals = new ArrivalWatch(connection, isolation);
        this.transactions =
                isolation == IsolationLevel.READ_COMMITTED
                        ? Optional.of(
                                new OpenTransactionWatch(admin, STANDSTILL, InstantSource.system()))
                        : Optional.empty();
    }

    /** Where a stream without a checkpoint begins. */
    public StreamPosition start(StartingPosition position) {
        return new PositionResolver(lookup).start(position, directory.find(selection, Absent.FAIL));
    }

    /**
     * Everything that can be read now, beyond what was read until {@code read}. Which topics there
     * are may have been seen two seconds ago; the ends of their partitions are those of now.
     *
     * @throws io.millrace.common.error.MillraceException with a code of {@link DataLoss} if records
     *     between the two are gone and the policy is to fail
     */
    public StreamPosition available(StreamPosition read) {
        TopicSight sight = recent();
        Map<TopicPartition, Long> ends = endsOrNull(sight);
        if (ends == null || holdsNews(losses(read, sight, ends))) {
            sight = seen(watch::again);
            ends = lookup.ends(sight.partitions());
        }
        report(losses(read, sight, ends));
        lastEnds = ends;
        Map<TopicPartition, Long> seen = ends;
        transactions.ifPresent(watching -> watching.saw(seen));
        return position(read, sight, ends);
    }

    /** Transactions of others that have held this stream up for a while. */
    public Collection<OpenTransaction> openTransactions() {
        return transactions.map(OpenTransactionWatch::found).orElse(List.of());
    }

    /**
     * Waits for records to arrive that the last answer about what is available did not know of.
     *
     * @return false if it is certain that none did
     */
    public boolean awaitArrival(Duration limit) {
        return arrivals.await(lastEnds, limit);
    }

    /** Looks whether the topics are still those that were read until {@code read}. */
    public void checkTopics(StreamPosition read) {
        if (holdsNews(StreamChanges.losses(read, recent().topics()))) {
            report(StreamChanges.losses(read, seen(watch::again).topics()));
        }
    }

    /** What was seen last; the look that begins now is over when the batch is to be read. */
    private TopicSight recent() {
        TopicSight sight = seen(watch::recent);
        watch.look();
        return sight;
    }

    /** What leaders do not answer at once may be gone: null, to look at the topics first. */
    private Map<TopicPartition, Long> endsOrNull(TopicSight sight) {
        try {
            return lookup.ends(sight.partitions(), PATIENCE);
        } catch (MillraceException e) {
            if (e.code() == KafkaError.INTERRUPTED) {
                throw e;
            }
            return null;
        }
    }

    private TopicSight look() {
        SortedMap<String, Topic> topics = directory.find(selection, Absent.LEAVE_OUT);
        return new TopicSight(topics, lookup.firsts(TopicSight.partitions(topics)));
    }

    private interface Look<T> {
        T get() throws InterruptedException;
    }

    private <T> T seen(Look<T> look) {
        try {
            return look.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaError.INTERRUPTED.causedBy(
                    e, "look at the topics", connection.bootstrapServers());
        }
    }

    private static List<MillraceException> losses(
            StreamPosition read, TopicSight sight, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, LogBounds> bounds = new HashMap<>();
        ends.forEach(
                (partition, end) ->
                        bounds.put(partition, new LogBounds(sight.firsts().get(partition), end)));
        List<MillraceException> losses =
                new ArrayList<>(StreamChanges.losses(read, sight.topics()));
        losses.addAll(StreamChanges.losses(read, sight.topics(), bounds));
        return losses;
    }

    /** A topic that is out of sight keeps its position: if it comes back, it is read on. */
    private static StreamPosition position(
            StreamPosition read, TopicSight sight, Map<TopicPartition, Long> ends) {
        TreeMap<String, TopicPosition> positions = new TreeMap<>(read.topics());
        sight.topics()
                .forEach(
                        (name, topic) -> {
                            TreeMap<Integer, Long> next = new TreeMap<>();
                            TreeMap<Integer, Long> first = new TreeMap<>();
                            for (Integer n : topic.partitions()) {
                                TopicPartition partition = new TopicPartition(name, n);
                                next.put(n, ends.get(partition));
                                first.put(n, sight.firsts().get(partition));
                            }
                            TopicPosition known = read.topics().get(name);
                            boolean isNew = known == null || !StreamChanges.isSame(known, topic);
                            positions.put(
                                    name,
                                    new TopicPosition(
                                            topic.id(), next, isNew ? first : known.begin()));
                        });
        return new StreamPosition(positions);
    }

    private boolean holdsNews(List<MillraceException> losses) {
        return losses.stream().anyMatch(loss -> !accepted.contains(loss.text()));
    }

    /** Stops at a loss, or warns of it once. */
    private void report(List<MillraceException> losses) {
        for (MillraceException loss : losses) {
            if (onDataLoss == DataLossPolicy.FAIL || accepted.add(loss.text())) {
                onDataLoss.report(loss);
            }
        }
    }

    /** How far to read so that the batch keeps within the limits, shared by what waits. */
    public StreamPosition limit(StreamPosition read, StreamPosition available, BatchLimits limits) {
        return limits.isNone() ? available : limit(read, available, limits, PartitionLimits.NONE);
    }

    /** The same, with limits of single partitions that hold, too. */
    public StreamPosition limit(
            StreamPosition read,
            StreamPosition available,
            BatchLimits limits,
            PartitionLimits partitionLimits) {
        Map<TopicPartition, Long> begins = begins(read, available);
        Map<TopicPartition, Long> waiting = new HashMap<>();
        available
                .byPartition()
                .forEach((partition, end) -> waiting.put(partition, end - begins.get(partition)));
        if (limits.bytes().isPresent() && sizes.isEmpty()) {
            assumeSizes(available);
        }
        long turn = read.byPartition().values().stream().mapToLong(Long::longValue).sum();
        Map<TopicPartition, Long> shares =
                BatchPlanner.share(waiting, limits, partitionLimits, sizes::recordBytes, turn);
        return StreamChanges.advance(available, begins, shares);
    }

    private void assumeSizes(StreamPosition available) {
        TopicSight sight = recent();
        seen(() -> logSizes.find(sight.partitions()))
                .forEach(
                        (partition, bytes) ->
                                sizes.assume(
                                        partition,
                                        bytes,
                                        available.next(partition).orElse(0)
                                                - sight.firsts().get(partition)));
    }

    /**
     * Tells a consumer group how far the stream has been processed.
     *
     * @param note who commits, to be kept with the offsets
     */
    public OffsetCommits commitsTo(String group, String note, InstantSource clock) {
        return new OffsetCommits(admin, connection, group, note, clock);
    }

    /** Learns from what a batch has read what records of a partition weigh. */
    public void learnSize(TopicPartition partition, long records, long bytes) {
        sizes.learn(partition, records, bytes);
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
        return spans(start, end).stream().filter(range -> range.size() > 0).toList();
    }

    /** The same with every partition that can be read, also where there is nothing to read. */
    public List<OffsetRange> spans(StreamPosition start, StreamPosition end) {
        SortedMap<String, Topic> topics = seen(watch::settled).topics();
        if (holdsNews(StreamChanges.losses(end, topics))) {
            topics = seen(watch::again).topics();
        }
        report(StreamChanges.losses(end, topics));
        return spans(start, end, topics);
    }

    /**
     * What can still be read of ranges that were planned before, by this planner or another. Of the
     * partition of a topic that went or came back as another nothing can: its range is empty.
     *
     * @throws io.millrace.common.error.MillraceException with a code of {@link DataLoss} if there
     *     is such a topic and the policy is to fail
     */
    public List<OffsetRange> readable(List<OffsetRange> planned) {
        SortedMap<String, Topic> topics = seen(watch::again).topics();
        List<OffsetRange> readable = new ArrayList<>();
        for (OffsetRange range : planned) {
            Optional<MillraceException> loss = StreamChanges.loss(range, topics);
            report(loss.stream().toList());
            readable.add(
                    loss.isEmpty()
                            ? range
                            : new OffsetRange(
                                    range.partition(),
                                    range.topicId(),
                                    range.until(),
                                    range.until()));
        }
        return readable;
    }

    private List<OffsetRange> spans(
            StreamPosition start, StreamPosition end, SortedMap<String, Topic> topics) {
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
                            if (readable) {
                                // An end before the beginning is a truncated log.
                                ranges.add(
                                        new OffsetRange(
                                                partition,
                                                topic.id().toString(),
                                                Math.min(begins.get(partition), until),
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
        SortedMap<String, Topic> topics = seen(watch::settled).topics();
        // What has come since is followed in the next batch.
        begins.forEach(
                (partition, begin) -> {
                    Topic topic = topics.get(partition.topic());
                    if (topic != null && topic.partitions().contains(partition.partition())) {
                        ranges.add(
                                new OffsetRange(
                                        partition, topic.id().toString(), begin, Long.MAX_VALUE));
                    }
                });
        return ranges;
    }

    /** What a read between two positions that the user named reads, as the topics are now. */
    public List<OffsetRange> ranges(StartingPosition from, EndingPosition until) {
        SortedMap<String, Topic> topics = directory.find(selection, Absent.FAIL);
        PositionResolver resolver = new PositionResolver(lookup);
        StreamPosition start = resolver.start(from, topics);
        StreamPosition end = resolver.end(until, topics);
        end.byPartition()
                .forEach(
                        (partition, stop) -> {
                            long begin = start.next(partition).orElseThrow();
                            if (begin > stop && !(until instanceof EndingPosition.Latest)) {
                                throw OffsetError.START_AFTER_END.exception(partition, begin, stop);
                            }
                        });
        return spans(start, end, topics).stream().filter(range -> range.size() > 0).toList();
    }

    /**
     * Where each partition of {@code end} begins: where it was read to; at 0, always, if it is new
     * in a known topic, so that a repeated batch has the same ranges; where the position says, if
     * its topic is new to the stream or was created again. A position of an older checkpoint does
     * not say: then at the first record that is there now.
     */
    private Map<TopicPartition, Long> begins(StreamPosition start, StreamPosition end) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Set<TopicPartition> unknown = new HashSet<>();
        for (TopicPartition partition : end.byPartition().keySet()) {
            OptionalLong begin = StreamChanges.begin(partition, start, end);
            if (begin.isPresent()) {
                begins.put(partition, begin.getAsLong());
            } else {
                unknown.add(partition);
            }
        }
        begins.putAll(lookup.firsts(unknown));
        return begins;
    }

    @Override
    public void close() {
        watch.close();
        arrivals.close();
        admin.close(KafkaConnection.REQUEST_LIMIT);
    }
}
