package io.millrace.kafka.plan;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** Records that were to be read and can be read no more. */
public enum DataLoss implements ErrorCode {
    TOPIC_RECREATED(
            "Cannot go on reading topic '{topic}': it was deleted and created again (its id was"
                    + " {oldId} and is now {newId}), so what was not read yet is lost."
                    + DataLoss.REMEDY),
    TOPIC_DELETED(
            "Cannot go on reading topic '{topic}' (id {id}): it is not among the topics that the query"
                    + " selects any more; it was deleted, may not be seen, or was taken out of the"
                    + " query. What was not read yet is lost."
                    + DataLoss.REMEDY),
    PARTITION_DELETED(
            "Cannot go on reading partition {partition}: it is gone, and what was not read yet with"
                    + " it."
                    + DataLoss.REMEDY),
    RECORDS_EXPIRED(
            "Cannot read partition {partition} from offset {from}: the first record that is still"
                    + " there has offset {first}; retention or deletion has removed offsets"
                    + " [{from}, {first}). Raise retention.ms or retention.bytes of the topic, or"
                    + " read faster."
                    + DataLoss.REMEDY),
    LOG_TRUNCATED(
            "Cannot read partition {partition} from offset {from}: the partition ends at"
                    + " {end}, or was cut there and written anew. Either the position was never"
                    + " there (look at the starting offsets), or it belongs to a transaction that is still open, or a"
                    + " broker has lost the tail of the log (look for an unclean leader election)."
                    + DataLoss.REMEDY);

    static final String REMEDY =
            " To go on with what is there and lose the rest, set failOnDataLoss=false (for a direct"
                    + " stream spark.streaming.kafka.failOnDataLoss=false); to begin anew, use another"
                    + " checkpoint.";

    private final ErrorDeclaration declaration;

    DataLoss(String template) {
        // Kafka did answer: this is a failed run, not a service out of reach.
        this.declaration = new ErrorDeclaration(ErrorCategory.EXTERNAL, false, 1, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
