package io.millrace.kafka.transaction;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can keep a query from writing exactly once. */
public enum TransactionError implements ErrorCode {
    TRANSACTIONS_UNSUPPORTED(
            USER,
            false,
            "Cannot write exactly once to Kafka at '{bootstrap}': its transaction.version is"
                    + " {found}, and only from 2 on do brokers refuse a request of a transaction"
                    + " that is over. Upgrade it (kafka-features.sh upgrade --feature"
                    + " transaction.version=2), or set guarantee=at-least-once."),
    CLIENT_UNSAFE(
            USER,
            false,
            "Cannot write exactly once with version {version} of the Kafka client: it may send"
                    + " records to the wrong topic when a request times out (KAFKA-19012). Put"
                    + " kafka-clients {safe} or later on the class path."),
    SINK_OVERTAKEN(
            EXTERNAL,
            false,
            "Cannot go on writing as run {run} of query {query}: {other} of the same query has"
                    + " begun. Only one run of a query may write; stop one of them, and see that"
                    + " nothing starts a query twice with one checkpoint."),
    TRANSACTION_LOST(
            EXTERNAL,
            true,
            "Cannot commit transaction '{id}': {reason}. Another attempt of the task may have taken"
                    + " over, or it was open for longer than transaction.timeout.ms; if micro-batches"
                    + " take that long, raise kafka.transaction.timeout.ms (and"
                    + " transaction.max.timeout.ms of the brokers) or lower maxOffsetsPerTrigger."),
    COMMIT_OUTCOME_UNKNOWN(
            EXTERNAL,
            true,
            "Cannot tell whether transaction '{id}' was committed: {reason}. Start the query again:"
                    + " it asks the broker, and writes the rows only if they are not there."),
    SINK_AHEAD_OF_CHECKPOINT(
            USER,
            false,
            "Cannot write micro-batch {epoch} of query {query}: micro-batch {committed} is in Kafka"
                    + " already, so the checkpoint is older than the output. Restore the latest"
                    + " checkpoint, or delete it and start anew with allowNewLineage=true, which"
                    + " writes again what comes after its position."),
    REPLAY_CHANGED(
            USER,
            false,
            "Cannot repeat micro-batch {epoch} of query {query}: a part of it is in Kafka already,"
                    + " written with {written}, but now it has {now}. Set back for one run what has"
                    + " changed (minPartitions, maxRecordsPerPartition, a repartition in the query,"
                    + " the offsets in the checkpoint)."),
    COMMIT_EVIDENCE_EXPIRED(
            USER,
            false,
            "Cannot repeat micro-batch {epoch} of query {query}: it was begun {age} ago, and the"
                    + " brokers keep for {retention} (offsets.retention.minutes) what would tell"
                    + " whether its rows are in Kafka. Look for them there; with"
                    + " allowNewLineage=true they are written, again if need be."),
    NEW_LINEAGE(
            USER,
            false,
            "Cannot start query '{name}' afresh: topic '{topic}' holds the output of this name from"
                    + " another checkpoint (query {before}), and what is read again would be there"
                    + " twice. Bring the checkpoint back, write to another topic, or set"
                    + " allowNewLineage=true on the sink."),
    COMMIT_TOKEN_UNREADABLE(
            USER,
            false,
            "Cannot read the commit token '{text}' of consumer group '{group}': {reason}. Run the"
                    + " version of Millrace that wrote it, or a later one.");

    private final ErrorDeclaration declaration;

    TransactionError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
