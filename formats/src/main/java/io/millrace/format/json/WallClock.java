package io.millrace.format.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The offsets of one zone by what the clocks on its walls show, for the years of {@link IsoDate}.
 *
 * <p>It agrees with {@link java.time.ZonedDateTime#of}: of an hour that comes twice the first one
 * is meant, and an hour that is left out is counted with the offset from before the gap.
 */
final class WallClock {

    /** When clocks show this time the next offset begins to count; ascending. */
    private final long[] changes;

    /** One more than there are changes: the first one counts before the first change. */
    private final int[] offsets;

    /** The result of the last look-up, which is mostly that of the next one. */
    private int current;

    WallClock(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffsetTransition> transitions = transitions(rules);
        changes = new long[transitions.size()];
        offsets = new int[transitions.size() + 1];
        offsets[0] =
                transitions.isEmpty()
                        ? rules.getOffset(startOf(IsoDate.FIRST_YEAR)).getTotalSeconds()
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
        Instant from = startOf(IsoDate.FIRST_YEAR).minusSeconds(86_400);
        Instant to = startOf(IsoDate.END_YEAR).plusSeconds(86_400);
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(to)) {
            transitions.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return transitions;
    }

    private static Instant startOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The offset in seconds when clocks show this many seconds since 1970-01-01T00:00:00. */
    int offset(long localSeconds) {
        if (!counts(current, localSeconds)) {
            int found = Arrays.binarySearch(changes, localSeconds);
            current = found < 0 ? -(found + 1) : found + 1;
        }
        return offsets[current];
    }

    private boolean counts(int index, long localSeconds) {
        return (index == 0 || changes[index - 1] <= localSeconds)
                && (index == changes.length || localSeconds < changes[index]);
    }
}
