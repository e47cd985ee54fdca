package io.millrace.spark.checkpoint.check;

import java.util.List;
import java.util.OptionalLong;

/**
 * What it takes that a query can go on from its checkpoint.
 *
 * @param path of the checkpoint
 * @param steps in the order in which they are taken; none if nothing is wrong or nothing helps
 * @param nextBatch the batch that runs first after it
 * @param doneAgain batches that were done and are undone by it
 * @param effect what it means for the data, in a sentence; empty if nothing is done
 * @param hopeless why it cannot be repaired; empty if it can
 */
public record RepairPlan(
        String path,
        List<RepairStep> steps,
        OptionalLong nextBatch,
        List<Long> doneAgain,
        String effect,
        String hopeless) {

    public RepairPlan {
        steps = List.copyOf(steps);
        doneAgain = List.copyOf(doneAgain);
    }

    static RepairPlan nothing(String path) {
        return new RepairPlan(path, List.of(), OptionalLong.empty(), List.of(), "", "");
    }

    static RepairPlan hopeless(String path, String reason) {
        return new RepairPlan(path, List.of(), OptionalLong.empty(), List.of(), "", reason);
    }

    /** Whether nothing can be done. */
    public boolean isHopeless() {
        return !hopeless.isEmpty();
    }

    /** Whether batches that were done are done again, which must be asked for. */
    public boolean rollsBack() {
        return !doneAgain.isEmpty();
    }
}
