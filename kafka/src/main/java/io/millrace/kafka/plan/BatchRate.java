package io.millrace.kafka.plan;

import java.time.Duration;

/**
 * Keeps the duration of micro-batches under a target by how much they may read: a
 * proportional-integral-derivative controller of the rate, after the rate estimator of Spark
 * Streaming's back-pressure. Pure.
 *
 * <p>Aims at nine tenths of the target, which leaves room for noise. What a batch took beyond the
 * target is made up for by the next ones, as if they were due at fixed times. A batch that read
 * less than it might have, in time, says nothing about what could be read, and changes nothing.
 */
public final class BatchRate {

    /**
     * How the controller reacts.
     *
     * @param target what a batch may take
     * @param initialRate records per second before anything is known
     * @param minRate records per second that are read however long that takes
     * @param proportional how much of the difference between the rate and what was measured is
     *     corrected at once
     * @param integral how much of the time by which batches are late is made up for
     * @param derivative how much a change of the difference counts
     */
    public record Settings(
            Duration target,
            double initialRate,
            double minRate,
            double proportional,
            double integral,
            double derivative) {}

    private static final double AIM = 0.9;

    private final Settings settings;
    private final double targetSeconds;
    private double rate;
    private double lateSeconds;
    private double lastError;

    public BatchRate(Settings settings) {
        this.settings = settings;
        this.targetSeconds = settings.target().toNanos() / 1e9;
        this.rate = Math.max(settings.initialRate(), settings.minRate());
    }

    /** How many records the next batch may read. */
    public long nextBatch() {
        return Math.max(1, (long) (rate * targetSeconds * AIM));
    }

    /** Records per second as they may be read now. */
    public double perSecond() {
        return rate;
    }

    /**
     * Learns from a batch.
     *
     * @param records how many it read; nothing is learnt from none
     * @param took how long it took from its planning to its end
     */
    public void finished(long records, Duration took) {
        double seconds = took.toNanos() / 1e9;
        if (records <= 0 || seconds <= 0) {
            return;
        }
        double measured = records / seconds;
        double error = rate - measured;
        // No more than one batch is made up for: nothing waits for a time that has passed.
        lateSeconds = Math.min(targetSeconds, Math.max(0, lateSeconds + seconds - targetSeconds));
        boolean hadRoom = records < nextBatch() && seconds <= targetSeconds;
        if (hadRoom && error > 0) {
            lastError = 0;
            return;
        }
        double late = lateSeconds / targetSeconds * measured;
        double change = (error - lastError) / Math.max(seconds, targetSeconds);
        rate =
                Math.max(
                        settings.minRate(),
                        rate
                                - settings.proportional() * error
                                - settings.integral() * late
                                - settings.derivative() * change);
        lastError = error;
    }
}
