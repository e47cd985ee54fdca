package io.millrace.integration.reliability.simulation;

/** A bug that is planted into the model of the sink. */
enum Mutation {
    NONE,
    /** Each attempt takes an id of its own, so that none of its predecessors is fenced. */
    NO_FENCE,
    /** What is not sent yet when the transaction is committed never is. */
    NO_FLUSH,
    /** The commit token is written after the transaction. */
    TOKEN_OUTSIDE_TRANSACTION,
    /** The commit token is read before the predecessors are fenced. */
    TOKEN_READ_BEFORE_FENCE,
    /** The commit token is not read. */
    NO_TOKEN,
    /** A batch that is repeated is planned anew. */
    OTHER_RANGES,
    /** When the answer to a commit does not come, everything is sent once more. */
    RESEND_ON_TIMEOUT,
    /** Dead letters are written without a transaction. */
    DEAD_LETTERS_OUTSIDE_TRANSACTION,
    /** Tasks run before the plan of the batch is written down. */
    COMMIT_BEFORE_LOG,
    /** A batch is written down as done before its tasks are. */
    DONE_BEFORE_TASKS,
    /** Offsets that cannot be read are passed over. */
    SKIP_OUT_OF_RANGE,
    /** The rows of a batch that is repeated are dealt to other tasks. */
    DEALT_OTHERWISE
}
