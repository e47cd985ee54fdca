package io.millrace.spark.checkpoint.check;

import java.util.Optional;

/**
 * Where a query can go on.
 *
 * @param plan the last plan that is kept; -1 for none
 * @param committed whether the batch of that plan counts as done
 */
record RepairTarget(long plan, boolean committed) {

    /** The batch that runs next, which is also the version of the state that it begins with. */
    long nextBatch() {
        return committed ? plan + 1 : Math.max(0, plan);
    }

    /** The latest one that what is sound allows; empty if there is none. */
    static Optional<RepairTarget> latest(QueryLogs logs, StateFolder state) {
        BatchLog offsets = logs.offsets();
        for (long plan = offsets.last().orElse(-1); plan >= 0; plan--) {
            boolean usable = offsets.isSound(plan) && (plan == 0 || offsets.isSound(plan - 1));
            if (!usable) {
                continue;
            }
            boolean done = logs.commits().isSound(plan);
            if (done && state.problemOf(plan + 1).isEmpty()) {
                return Optional.of(new RepairTarget(plan, true));
            }
            // Its batch is done again, and whoever recognises batches recognises it.
            if (state.problemOf(plan).isEmpty()) {
                return Optional.of(new RepairTarget(plan, false));
            }
        }
        boolean fromTheBegin =
                offsets.first().orElse(0) == 0 && logs.commits().first().orElse(0) == 0;
        return fromTheBegin ? Optional.of(new RepairTarget(-1, false)) : Optional.empty();
    }
}
