package io.millrace.spark.sink.kafka;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with rows that are written to Kafka. */
public enum SinkError implements ErrorCode {
    SINK_FORMAT_UNSUPPORTED(
            "Cannot write to topic '{topic}' as {format}: that format can only be read. Set"
                    + " value.format to json, text or raw."),
    SINK_COLUMN_MISSING(
            "Cannot write to topic '{topic}': the query gives no column '{column}', which {reason}."
                    + " {remedy}."),
    SINK_COLUMN_UNKNOWN("Cannot write column '{column}' to topic '{topic}': {reason}. {remedy}."),
    SINK_COLUMN_TYPE(
            "Invalid type of column '{column}' for topic '{topic}': expected {expected}, but the"
                    + " query gives {found}. Cast it in the query."),
    SINK_VALUE_REFUSED(
            "Cannot write the value '{value}' of column '{column}': {reason}. Correct it in the"
                    + " query, or make it null."),
    GUARANTEE_UNAVAILABLE(
            "Cannot write with guarantee={guarantee}: {reason}. Set guarantee={other}."),
    ROW_PLACEMENT_CHANGES(
            "Cannot write exactly once: {reason}, so that a repeated micro-batch could give its rows"
                    + " to other tasks than before. {remedy}; or, in a topic, set guarantee=at-least-once."),
    TOO_MANY_ROWS_REJECTED(
            "Cannot go on writing: {letters} of {rows} rows of a task went to the dead-letter topic"
                    + " '{topic}', more than deadletter.max.rate={rate} allows. The first one:"
                    + " {reason}. Correct the query, or raise deadletter.max.rate (1 allows any), and"
                    + " start the query again."),
    ROW_LETTER_TOO_LARGE(
            "Cannot write a row to the dead-letter topic '{topic}': {reason}. Raise"
                    + " kafka.max.request.size, or max.message.bytes of that topic, and start the"
                    + " query again; nothing is lost."),
    SINK_TOPIC_MISSING(
            "Cannot tell the topic of a row: {reason}. Set the option topic, or give every row a"
                    + " topic in the column '{column}'.");

    private final ErrorDeclaration declaration;

    SinkError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
