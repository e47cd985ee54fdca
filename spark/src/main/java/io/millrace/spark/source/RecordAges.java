package io.millrace.spark.source;

import java.io.Serializable;

/**
 * How old records were, by the timestamps Kafka has of them, when they were handed to the query:
 * counts by age in milliseconds, exact below 16 and within 7 % above. Not thread-safe.
 */
final class RecordAges implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Steps within each power of two. */
    private static final int STEPS = 16;

    private static final int STEP_BITS = 4;

    private final long[] counts = new long[STEPS * 60];
    private long total;
    private long max;

    /** Counts one record. What comes from a clock that is ahead of ours is not younger than new. */
    void add(long ageMillis) {
        long age = Math.max(0, ageMillis);
        counts[index(age)]++;
        total++;
        max = Math.max(max, age);
    }

    void addAll(RecordAges others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
        max = Math.max(max, others.max);
    }

    boolean isEmpty() {
        return total == 0;
    }

    long max() {
        return max;
    }

    /**
     * The age that this part of the records did not exceed.
     *
     * @param part between 0 and 1
     */
    long percentile(double part) {
        long wanted = (long) Math.ceil(part * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(max, highest(i));
            }
        }
        return max;
    }

    private static int index(long age) {
        if (age < STEPS) {
            return (int) age;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(age) - STEP_BITS;
        return STEPS * power + (int) (age >>> power);
    }

    /** The greatest age that is counted at an index. */
    private static long highest(int index) {
        if (index < 2 * STEPS) {
            return index;
        }
        int power = index / STEPS - 1;
        long step = index - (long) STEPS * power;
        return ((step + 1) << power) - 1;
    }
}
