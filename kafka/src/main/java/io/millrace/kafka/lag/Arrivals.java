package io.millrace.kafka.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers when the end of a partition was seen where, to tell when an offset arrived, without
 * fetching its record. What was there before the first look arrived at a time that is not known.
 * Keeps no more than some dozens of looks.
 */
final class Arrivals {

    private static final int MOST = 64;

    private record Look(long end, Instant at) {}

    private final List<Look> looks = new ArrayList<>();

    /** The partition ended there at this time. */
    void saw(long end, Instant at) {
        if (!looks.isEmpty() && end < last().end) {
            // A log that became shorter is another log.
            looks.clear();
        }
        if (looks.size() > 1 && last().end == end && looks.get(looks.size() - 2).end == end) {
            looks.remove(looks.size() - 1);
        }
        looks.add(new Look(end, at));
        if (looks.size() > MOST) {
            thinOut();
        }
    }

    private Look last() {
        return looks.get(looks.size() - 1);
    }

    /** Drops every other look but the first and the last. */
    private void thinOut() {
        List<Look> kept = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            if (i % 2 == 0 || i == looks.size() - 1) {
                kept.add(looks.get(i));
            }
        }
        looks.clear();
        looks.addAll(kept);
    }

    /** Everything before this offset is of no more interest. */
    void forgetBefore(long offset) {
        while (looks.size() > 1 && looks.get(1).end <= offset) {
            looks.remove(0);
        }
    }

    /**
     * When the record at an offset arrived, between the two looks that it came in between; empty if
     * it was there before the first look, or is not there yet.
     */
    Optional<Instant> of(long offset) {
        for (int i = 1; i < looks.size(); i++) {
            Look before = looks.get(i - 1);
            Look after = looks.get(i);
            if (before.end <= offset && offset < after.end) {
                double part = (double) (offset - before.end) / (after.end - before.end);
                long nanos = Duration.between(before.at, after.at).toNanos();
                return Optional.of(before.at.plusNanos((long) (nanos * part)));
            }
        }
        return Optional.empty();
    }
}
