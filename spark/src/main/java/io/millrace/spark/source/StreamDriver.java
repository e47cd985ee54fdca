package io.millrace.spark.source;

import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.plan.StreamPlanner;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMinRows;

/**
 * The driver's side of one running stream: knows what is there, and how far each micro-batch reads.
 * Used by the thread of the query.
 */
final class StreamDriver {

    private final SourceSettings settings;
    private final ReadLimit limit;
    private final StartingPosition startingPosition;
    private final InitialOffsets initialOffsets;
    private final InstantSource clock;
    private final IdleWait idle;
    private StreamPlanner planner;
    private StreamPosition available;
    private boolean endsNow;
    private StreamPosition endOfAll;
    private long lastBatchMillis;

    StreamDriver(
            SourceSettings settings,
            ReadLimit limit,
            StartingPosition startingPosition,
            InitialOffsets initialOffsets,
            RunningQuery query,
            InstantSource clock) {
        this.settings = settings;
        this.limit = limit;
        this.startingPosition = startingPosition;
        this.initialOffsets = initialOffsets;
        this.clock = clock;
        this.idle = new IdleWait(query::hasOneSource, clock);
    }

    SourceSettings settings() {
        return settings;
    }

    ReadLimit limit() {
        return limit;
    }

    StreamPosition start() {
        return initialOffsets.getOrKeep(() -> planner().start(startingPosition));
    }

    /** From now on nothing is read beyond what is available at the next question. */
    void endNow() {
        endsNow = true;
    }

    /**
     * How far the next batch reads: no further than {@code read} if there is nothing. Who asks
     * again at once has to wait for a moment, or until something arrives.
     */
    StreamPosition next(StreamPosition read, ReadLimit batchLimit) {
        if (!endsNow && idle.isStillIdle(read, planner()::awaitArrival)) {
            return read;
        }
        StreamPosition target = plan(read, batchLimit);
        idle.remember(read, target, available);
        return target;
    }

    private StreamPosition plan(StreamPosition read, ReadLimit batchLimit) {
        if (endsNow && endOfAll == null) {
            endOfAll = planner().available(read);
        } else if (endsNow) {
            planner().checkTopics(read);
        }
        available = endsNow ? endOfAll : planner().available(read);
        if (holdsBack(read, StreamLimits.least(batchLimit))) {
            return read;
        }
        return StreamLimits.most(batchLimit)
                .map(most -> planner().limit(read, available, most))
                .orElse(available);
    }

    private boolean holdsBack(StreamPosition read, Optional<ReadMinRows> least) {
        if (least.isEmpty() || endsNow) {
            return false;
        }
        long now = clock.millis();
        boolean patient = now - lastBatchMillis < least.get().maxTriggerDelayMs();
        if (patient && planner().waiting(read, available) < least.get().minRows()) {
            return true;
        }
        lastBatchMillis = now;
        return false;
    }

    /** Spark writes the next batch to its log, with data or without, having done all before. */
    void batchBegan() {
        idle.batchBegan();
    }

    /** What was available when the last batch was planned, if one was. */
    Optional<StreamPosition> available() {
        return Optional.ofNullable(available);
    }

    List<OffsetRange> ranges(StreamPosition start, StreamPosition end) {
        return planner().ranges(start, end);
    }

    /** Where each partition is followed from, in real-time mode. */
    List<OffsetRange> follow(StreamPosition read) {
        if (available == null) {
            available = planner().available(read);
        }
        return planner().follow(read, available);
    }

    /** Looks again at what is available, for a batch that has read beyond what was. */
    void refresh(StreamPosition read) {
        available = planner().available(read);
    }

    /** How many offsets wait in each partition behind a position, by what was last available. */
    Map<TopicPartition, Long> lag(StreamPosition read) {
        Map<TopicPartition, Long> lag = new LinkedHashMap<>();
        if (available != null) {
            available
                    .byPartition()
                    .forEach(
                            (partition, end) -> {
                                // Where a new topic begins is known when it is read.
                                if (read.topics().containsKey(partition.topic())) {
                                    long next = read.next(partition).orElse(0);
                                    lag.put(partition, Math.max(0, end - next));
                                }
                            });
        }
        return lag;
    }

    void stop() {
        if (planner != null) {
            planner.close();
            planner = null;
        }
    }

    private StreamPlanner planner() {
        if (planner == null) {
            planner = settings.openPlanner();
        }
        return planner;
    }
}
