package io.millrace.format.plain;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The offsets of one zone by what the clocks on its walls show.
 *
 * <p>It agrees with {@link java.time.ZonedDateTime#of}: of an hour that comes twice the first one
 * is meant, and an hour that is left out is counted with the offset from before the gap.
 */
public final class WallClock {

    /** Between these times the offsets are in a table; beyond, Java is asked each time. */
    private static final Instant TABLE_START = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant TABLE_END = Instant.parse("2200-01-01T00:00:00Z");

    private static final long SECONDS_PER_DAY = 86_400;

    private final ZoneId zone;

    /** When clocks show this time the next offset begins to count; ascending. */
    private final long[] changes;

    /** One more than there are changes: the first one counts before the first change. */
    private final int[] offsets;

    /** The result of the last look-up, which is mostly that of the next one. */
    private int current;

    public WallClock(ZoneId zone) {
        this.zone = zone;
        ZoneRules rules = zone.getRules();
        List<ZoneOffsetTransition> transitions = transitions(rules);
        changes = new long[transitions.size()];
        offsets = new int[transitions.size() + 1];
        offsets[0] =
                transitions.isEmpty()
                        ? rules.getOffset(TABLE_START).getTotalSeconds()
                        : transitions.get(0).getOffsetBefore().getTotalSeconds();
        for (int i = 0; i < changes.length; i++) {
            ZoneOffsetTransition transition = transitions.get(i);
            int before = transition.getOffsetBefore().getTotalSeconds();
            int after = transition.getOffsetAfter().getTotalSeconds();
            changes[i] = transition.toEpochSecond() + Math.max(before, after);
            offsets[i + 1] = after;
        }
    }

    private static List<ZoneOffsetTransition> transitions(ZoneRules rules) {
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        // Clocks differ from UTC by less than a day.
        Instant from = TABLE_START.minusSeconds(SECONDS_PER_DAY);
        Instant to = TABLE_END.plusSeconds(SECONDS_PER_DAY);
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(to)) {
            transitions.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return transitions;
    }

    /** The offset in seconds when clocks show this many seconds since 1970-01-01T00:00:00. */
    public int offset(long localSeconds) {
        if (localSeconds < TABLE_START.getEpochSecond()
                || localSeconds >= TABLE_END.getEpochSecond()) {
            return offsetByJava(localSeconds);
        }
        if (!counts(current, localSeconds)) {
            int found = Arrays.binarySearch(changes, localSeconds);
            current = found < 0 ? -(found + 1) : found + 1;
        }
        return offsets[current];
    }

    private int offsetByJava(long localSeconds) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
        return (int) (localSeconds - ZonedDateTime.of(local, zone).toEpochSecond());
    }

    private boolean counts(int index, long localSeconds) {
        return (index == 0 || changes[index - 1] <= localSeconds)
                && (index == changes.length || localSeconds < changes[index]);
    }
}
