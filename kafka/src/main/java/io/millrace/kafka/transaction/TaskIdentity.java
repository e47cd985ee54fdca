package io.millrace.kafka.transaction;

/**
 * What a task writes: its share of a micro-batch.
 *
 * @param run the run of the query that it belongs to
 * @param epoch the number of the micro-batch
 * @param plan how the rows of the micro-batch are dealt to tasks
 * @param task which of the tasks, from 0 on
 * @param attempt which attempt of the task, from 0 on
 */
public record TaskIdentity(
        TransactionScope scope, long run, long epoch, BatchPlan plan, int task, int attempt) {

    /** The transactional id, and the group of the token. */
    String id() {
        return scope.task(task);
    }

    CommitToken token() {
        return new CommitToken(run, epoch, plan);
    }
}
