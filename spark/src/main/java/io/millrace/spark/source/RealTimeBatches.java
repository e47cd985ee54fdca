package io.millrace.spark.source;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import io.millrace.kafka.plan.OffsetRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream in real-time mode keeps from the begin of a batch to its end: where each partition
 * was followed from. Used by the thread of the query.
 */
final class RealTimeBatches {

    private static final Logger LOG = LoggerFactory.getLogger(RealTimeBatches.class);

    /** A cluster may still be growing when the first batches run. */
    private static final int STARVED_BATCHES = 3;

    private StreamPosition begin;
    private RecordAges ages = new RecordAges();
    private int starved;

    /**
     * Remembers what a batch follows.
     *
     * @param read how far the stream had been read; what is not followed keeps its place
     */
    void begin(StreamPosition read, List<OffsetRange> from) {
        TreeMap<String, TopicPosition> topics = new TreeMap<>(read.topics());
        for (OffsetRange range : from) {
            String topic = range.partition().topic();
            Uuid id = Uuid.fromString(range.topicId());
            TopicPosition known = topics.get(topic);
            TreeMap<Integer, Long> next =
                    known == null || !known.topicId().equals(id)
                            ? new TreeMap<>()
                            : new TreeMap<>(known.next());
            next.put(range.partition().partition(), range.from());
            topics.put(topic, new TopicPosition(id, next));
        }
        begin = new StreamPosition(topics);
    }

    /**
     * Where the batch has ended.
     *
     * @throws MillraceException if tasks again found no slot to run in
     */
    StreamPosition end(List<TailOffset> tasks) {
        ages = new RecordAges();
        Map<TopicPartition, Long> next = new LinkedHashMap<>();
        List<TopicPartition> unread = new ArrayList<>();
        for (TailOffset task : tasks) {
            ages.addAll(task.ages());
            next.putAll(task.next());
            if (!task.started()) {
                unread.addAll(task.next().keySet());
            }
        }
        checkSlots(unread);
        TreeMap<String, TopicPosition> topics = new TreeMap<>();
        begin.topics()
                .forEach(
                        (name, topic) -> {
                            TreeMap<Integer, Long> ends = new TreeMap<>(topic.next());
                            ends.replaceAll(
                                    (n, offset) ->
                                            next.getOrDefault(new TopicPartition(name, n), offset));
                            topics.put(name, new TopicPosition(topic.topicId(), ends));
                        });
        return new StreamPosition(topics);
    }

    private void checkSlots(List<TopicPartition> unread) {
        starved = unread.isEmpty() ? 0 : starved + 1;
        if (starved > 0) {
            MillraceException failure = SourceError.SLOTS_MISSING.exception(unread, starved);
            if (starved >= STARVED_BATCHES) {
                throw failure;
            }
            LOG.warn("Not yet a failure: {}", failure.text());
        }
    }

    /** Whether a batch has begun. */
    boolean isRunning() {
        return begin != null;
    }

    /** How old the records of the last batch were when they were handed to the query. */
    Map<String, String> metrics() {
        if (ages.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "recordAgeMillisP50", Long.toString(ages.percentile(0.5)),
                "recordAgeMillisP99", Long.toString(ages.percentile(0.99)),
                "recordAgeMillisMax", Long.toString(ages.max()));
    }
}
