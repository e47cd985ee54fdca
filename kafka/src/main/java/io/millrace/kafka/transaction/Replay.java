package io.millrace.kafka.transaction;

/** Whether what a micro-batch has left in Kafka can be left there when it is repeated. */
final class Replay {

    private Replay() {}

    /**
     * Compares a token with the micro-batch that is about to be written.
     *
     * @throws io.millrace.common.error.MillraceException if the token is of a later micro-batch, or
     *     of this one when its rows were dealt otherwise
     */
    static void check(TransactionScope scope, long epoch, BatchPlan plan, CommitToken token) {
        if (token.epoch() > epoch) {
            throw TransactionError.SINK_AHEAD_OF_CHECKPOINT.exception(
                    epoch, scope.query(), token.epoch());
        }
        if (token.epoch() == epoch && !token.plan().equals(plan)) {
            throw TransactionError.REPLAY_CHANGED.exception(
                    epoch, scope.query(), token.plan(), plan);
        }
    }
}
