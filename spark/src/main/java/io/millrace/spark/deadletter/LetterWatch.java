package io.millrace.spark.deadletter;

import io.millrace.kafka.deadletter.PoisonLimit;
import io.millrace.spark.deadletter.LetterCounts.Count;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.SparkSession;

/**
 * The driver's look at the dead letters of a stream: stops a query whose tasks each read too few
 * records to judge. Used by the thread of the query.
 */
public final class LetterWatch {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record Batch(Instant end, Count count) {}

    private final PoisonLimit limit;
    private final InstantSource clock;
    private final LetterCounts counts = new LetterCounts();
    private final Deque<Batch> window = new ArrayDeque<>();

    LetterWatch(PoisonLimit limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** Where the tasks of the active session count. */
    LetterCounts counts() {
        if (!counts.isRegistered()) {
            SparkSession.active().sparkContext().register(counts);
        }
        return counts;
    }

    /** How many dead letters there have been since {@link #judge}. */
    public long sinceJudged() {
        return counts.value().letters();
    }

    /**
     * Takes in what the last micro-batch counted.
     *
     * @throws io.millrace.common.error.MillraceException if too many of the records of the last
     *     minute are dead letters
     */
    public void judge() {
        Instant now = clock.instant();
        Count last = counts.take();
        if (last.records() > 0) {
            window.addLast(new Batch(now, last));
        }
        while (!window.isEmpty() && window.peekFirst().end().isBefore(now.minus(WINDOW))) {
            window.removeFirst();
        }
        Count all = window.stream().map(Batch::count).reduce(Count.NOTHING, Count::plus);
        limit.check(all.records(), all.letters(), all.firstOrNull());
    }
}
