package io.millrace.kafka.transaction;

import java.util.Optional;

/**
 * What a driver knows when a run of a query begins.
 *
 * @param epoch the micro-batch it begins with
 * @param plan how the rows of that are dealt to tasks
 * @param lineage of a query that has a name and writes to one topic
 * @param newLineage what to do if the output of the name is of another checkpoint
 */
public record RunStart(
        TransactionScope scope,
        long epoch,
        BatchPlan plan,
        Optional<Lineage> lineage,
        NewLineage newLineage) {

    /** What is done about output that is not of this checkpoint. */
    public enum NewLineage {
        REFUSE,
        ALLOW
    }
}
