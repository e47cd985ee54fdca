package io.millrace.kafka.deadletter;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with dead letters. */
public enum DeadLetterError implements ErrorCode {
    NO_DEAD_LETTER(
            USER,
            false,
            "Cannot read the record at offset {offset} of partition {partition} as a dead letter:"
                    + " {reason}. Use the version of Millrace that wrote it, or see what it is with:"
                    + " millrace consume"),
    TOO_MANY_DEAD_LETTERS(
            USER,
            false,
            "Cannot go on reading topic '{topic}': {letters} of the last {records} records became"
                    + " dead letters, more than deadletter.max.rate={rate} allows. The first one is"
                    + " at offset {offset} of partition {partition}: {reason}. Correct the schema or"
                    + " the producer, or raise deadletter.max.rate (1 allows any), and start the"
                    + " query again; it goes on where it was."),
    DEAD_LETTER_TOO_LARGE(
            USER,
            false,
            "Cannot write the dead letter of offset {offset} of partition {partition} to topic"
                    + " '{topic}': {reason}. Raise max.message.bytes of that topic (and"
                    + " kafka.max.request.size where it is set), and start the query again; nothing"
                    + " is lost."),
    DEAD_LETTERS_CONTENDED(
            EXTERNAL,
            true,
            "Cannot write the dead letters of partition {partition} to topic '{topic}': {attempts}"
                    + " times another task took over transaction '{id}' or its outcome was not known"
                    + " ({reason}). See that only one run of the query is active, and start it"
                    + " again."),
    REDRIVE_STATE_UNREADABLE(
            USER,
            false,
            "Cannot tell which dead letters have been put back: '{text}' in consumer group '{group}'"
                    + " is damaged or of a later version ({reason}). Use the version of Millrace that"
                    + " wrote it; deleting the group puts all of them back again."),
    REDRIVE_TARGET_UNCONFIRMED(
            USER,
            false,
            "Cannot put dead letters of topic '{topic}' back to {sources}: the topics are only what"
                    + " the letters say, and anybody who may write letters may say so. Name them with"
                    + " --source, or another topic with --to."),
    REDRIVE_TOO_SCATTERED(
            USER,
            false,
            "Cannot remember which dead letters of partition {partition} have been put back: those"
                    + " that are left lie in too many places between them. Put back all of an"
                    + " earlier part first, such as with --before, or all without a filter."),
    REDRIVE_OVERTAKEN(
            USER,
            false,
            "Cannot go on putting back dead letters of topic '{topic}': another command has taken"
                    + " over ({reason}). What this one has put back stays so; look at the rest with:"
                    + " millrace dlq list {topic}"),
    ;

    private final ErrorDeclaration declaration;

    DeadLetterError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
