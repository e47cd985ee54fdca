package io.millrace.spark.checkpoint.lease;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Takes a lease, one question to the log at a time, so that a simulation can put another run
 * between any two of them. Not thread-safe.
 */
final class LeaseClaim {

    /** How it ended. */
    sealed interface Outcome {
        /**
         * The lease is taken.
         *
         * @param number of the entry
         * @param before the entry that it takes the place of; null if there was none
         */
        record Taken(long number, LeaseEntry before) implements Outcome {}

        /**
         * Somebody has it.
         *
         * @param holder the entry of the one who has it
         * @param sinceBeat how long ago it gave a sign of life
         */
        record Refused(LeaseEntry.Held holder, Duration sinceBeat) implements Outcome {}
    }

    private enum Phase {
        LOOK,
        WRITE,
        CONFIRM
    }

    private final LeaseLog log;
    private final LeaseEntry.Held wanted;
    private final Claim claim;
    private final LeaseTimes times;
    private final Function<LeaseEntry.Held, Liveness> liveness;
    private Phase phase = Phase.LOOK;
    private long number;
    private LeaseEntry before;

    /**
     * @param wanted what is written if it may be taken
     * @param liveness what can be found out about a holder on this machine
     */
    LeaseClaim(
            LeaseLog log,
            LeaseEntry.Held wanted,
            Claim claim,
            LeaseTimes times,
            Function<LeaseEntry.Held, Liveness> liveness) {
        this.log = log;
        this.wanted = wanted;
        this.claim = claim;
        this.times = times;
        this.liveness = liveness;
    }

    /** Goes through to the end. */
    Outcome finish() throws IOException {
        Outcome outcome = null;
        while (outcome == null) {
            outcome = step();
        }
        return outcome;
    }

    /** Does the next thing; null while there is more to do. */
    Outcome step() throws IOException {
        return switch (phase) {
            case LOOK -> look();
            case WRITE -> write();
            case CONFIRM -> confirm();
        };
    }

    private Outcome look() throws IOException {
        OptionalLong last = log.last();
        number = last.orElse(0) + 1;
        try {
            before = last.isPresent() ? read(last.getAsLong()) : null;
            Duration since =
                    before instanceof LeaseEntry.Held
                            ? log.sinceBeat(last.getAsLong())
                            : Duration.ZERO;
            Liveness holder =
                    before instanceof LeaseEntry.Held held
                            ? liveness.apply(held)
                            : Liveness.UNKNOWN;
            LeaseRules.View view = new LeaseRules.View(before, holder, since);
            if (LeaseRules.decide(view, claim, times) == LeaseRules.Decision.REFUSE) {
                return new Outcome.Refused((LeaseEntry.Held) before, since);
            }
            phase = Phase.WRITE;
        } catch (FileNotFoundException e) {
            // Another took its place between two looks: look again.
            phase = Phase.LOOK;
        }
        return null;
    }

    /** Who insists need not know whom it puts out of its place. */
    private LeaseEntry read(long last) throws IOException {
        try {
            return log.read(last);
        } catch (IllegalArgumentException e) {
            if (claim == Claim.BY_FORCE) {
                return null;
            }
            throw e;
        }
    }

    private Outcome write() throws IOException {
        phase = log.create(number, wanted) ? Phase.CONFIRM : Phase.LOOK;
        return null;
    }

    /**
     * The entry may be one that others had written and removed before, when this run was slow; and
     * there are stores where two can write one file.
     */
    private Outcome confirm() throws IOException {
        OptionalLong last = log.last();
        try {
            if (last.isPresent()
                    && last.getAsLong() == number
                    && log.read(number).owner().run().equals(wanted.owner().run())) {
                for (long old = number - 1; old > 0 && old >= number - 2; old--) {
                    log.delete(old);
                }
                return new Outcome.Taken(number, before);
            }
            if (last.isPresent() && last.getAsLong() > number) {
                log.delete(number);
            }
        } catch (FileNotFoundException e) {
            // Gone: another's.
        }
        phase = Phase.LOOK;
        return null;
    }
}
