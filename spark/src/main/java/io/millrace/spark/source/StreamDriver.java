package io.millrace.spark.source;

import io.millrace.common.fault.Failpoint;
import io.millrace.kafka.group.OffsetCommits;
import io.millrace.kafka.lag.LagMeter;
import io.millrace.kafka.lag.PartitionLag;
import io.millrace.kafka.offset.StartingPosition;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.plan.BatchLimits;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.plan.OpenTransaction;
import io.millrace.kafka.plan.StreamPlanner;
import io.millrace.spark.deadletter.DeadLetterPlan;
import io.millrace.spark.deadletter.LetterWatch;
import io.millrace.spark.query.RunningQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.ReadMinRows;

/**
 * The driver's side of one running stream: knows what is there, how far each micro-batch reads, and
 * how far the query is. Used by the thread of the query.
 */
final class StreamDriver {

    private final SourceSettings settings;
    private final ReadLimit limit;
    private final StartingPosition startingPosition;
    private final InitialOffsets initialOffsets;
    private final RunningQuery query;
    private final Optional<String> group;
    private final Optional<DeadLetterPlan> deadLetters;
    private final Optional<LetterWatch> letterWatch;
    private final InstantSource clock;
    private final IdleWait idle;
    private final BatchPace pace;
    private final LagMeter lag;
    private ReadReports reports;
    private StreamPlanner planner;
    private OffsetCommits commits;
    private StreamPosition available;
    private boolean endsNow;
    private StreamPosition endOfAll;
    private long lastBatchMillis;
    private final ScannedRecords scanned = new ScannedRecords();

    /**
     * @param group the consumer group to tell how far the query is
     * @param deadLetters what becomes of records that cannot be decoded, if they do not stop it
     */
    StreamDriver(
            SourceSettings settings,
            ReadLimit limit,
            StartingPosition startingPosition,
            InitialOffsets initialOffsets,
            RunningQuery query,
            Optional<String> group,
            Optional<DeadLetterPlan> deadLetters,
            InstantSource clock) {
        this.settings = settings;
        this.limit = limit;
        this.startingPosition = startingPosition;
        this.initialOffsets = initialOffsets;
        this.query = query;
        this.group = group;
        this.deadLetters = deadLetters;
        this.letterWatch = deadLetters.map(plan -> plan.newWatch(clock));
        this.clock = clock;
        this.idle = new IdleWait(query::hasOneSource, clock);
        this.pace = new BatchPace(limit, clock);
        this.lag = new LagMeter(clock);
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

    /** What the tasks of this stream read. */
    ScannedRecords scanned() {
        return scanned;
    }

    /**
     * How far the next batch reads: no further than {@code read} if there is nothing. Who asks
     * again at once has to wait for a moment, or until something arrives.
     */
    StreamPosition next(StreamPosition read, ReadLimit batchLimit) {
        scanned.startTrigger();
        letterWatch.ifPresent(LetterWatch::judge);
        if (!endsNow && idle.isStillIdle(read, planner()::awaitArrival)) {
            return read;
        }
        StreamPosition target = plan(read, batchLimit);
        idle.remember(read, target, available);
        if (!target.equals(read)) {
            pace.planned(target, planner().waiting(read, target));
        }
        return target;
    }

    private StreamPosition plan(StreamPosition read, ReadLimit batchLimit) {
        if (endsNow && endOfAll == null) {
            endOfAll = planner().available(read);
        } else if (endsNow) {
            planner().checkTopics(read);
        }
        available = endsNow ? endOfAll : planner().available(read);
        lag.saw(available);
        if (holdsBack(read, StreamLimits.least(batchLimit))) {
            return read;
        }
        BatchLimits limits = pace.limits(batchLimit);
        return planner().limit(read, available, limits);
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
            refresh(read);
        }
        return planner().follow(read, available);
    }

    /** Looks again at what is available, for a batch that has read beyond what was. */
    void refresh(StreamPosition read) {
        available = planner().available(read);
        lag.saw(available);
    }

    /** How many dead letters the last batch had, where there may be some. */
    Optional<Long> deadLetters() {
        return letterWatch.map(LetterWatch::sinceJudged);
    }

    /** What tasks do with records that cannot be decoded, if these do not stop them. */
    Optional<DeadLetterPlan> letterPlan() {
        return deadLetters.map(plan -> plan.watchedBy(letterWatch.orElseThrow()));
    }

    /** Where the tasks of this stream report what they read. */
    ReadReports reports() {
        if (reports == null) {
            reports = new ReadReports();
            SparkSession.active().sparkContext().register(reports);
        }
        return reports;
    }

    /** All before a position is done; Spark says so after each batch, and while it is idle. */
    void processed(StreamPosition read) {
        pace.finished(read);
        if (reports != null) {
            for (ReadReports.Report report : reports.take().values()) {
                lag.read(report.partition(), Instant.ofEpochMilli(report.timestamp()));
                planner().learnSize(report.partition(), report.records(), report.bytes());
            }
        }
        if (group.isPresent()) {
            if (commits == null) {
                String note = query.id().map(id -> "query " + id).orElse("");
                commits = planner().commitsTo(group.get(), note, clock);
            }
            Failpoint.SOURCE_BEFORE_GROUP_OFFSETS.pass();
            commits.processed(read);
        }
    }

    /** How far each partition is behind, by what was last available. */
    Map<TopicPartition, PartitionLag> lag(StreamPosition read) {
        return lag.behind(read);
    }

    /** Transactions of others that have held the query up for a while. */
    Collection<OpenTransaction> openTransactions() {
        return planner().openTransactions();
    }

    /** Records per second as batches are cut now, if they are paced. */
    Optional<Long> recordsPerSecond() {
        return pace.perSecond();
    }

    void stop() {
        if (commits != null) {
            commits.close();
            commits = null;
        }
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
