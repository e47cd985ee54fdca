package io.millrace.spark.checkpoint.lease;

import java.time.Duration;

/** Decides from what is seen whether a lease may be taken. Pure. */
final class LeaseRules {

    private LeaseRules() {}

    /**
     * What a run that wants the lease sees.
     *
     * @param last the entry that counts; null if there is none
     * @param liveness what is known of the one who wrote it
     * @param sinceBeat how long ago it gave a sign of life
     */
    record View(LeaseEntry last, Liveness liveness, Duration sinceBeat) {}

    /** What it may do. */
    enum Decision {
        /** Nobody has it. */
        TAKE,
        /** Who has it is dead, or is to be put out of its place. */
        TAKE_OVER,
        /** Somebody has it. */
        REFUSE
    }

    static Decision decide(View view, Claim claim, LeaseTimes times) {
        if (view.last() == null || view.last() instanceof LeaseEntry.Free) {
            return Decision.TAKE;
        }
        if (claim == Claim.BY_FORCE) {
            return Decision.TAKE_OVER;
        }
        return switch (view.liveness()) {
            case ALIVE -> Decision.REFUSE;
            case GONE -> Decision.TAKE_OVER;
            case UNKNOWN ->
                    view.sinceBeat().compareTo(times.expiry()) >= 0
                            ? Decision.TAKE_OVER
                            : Decision.REFUSE;
        };
    }
}
