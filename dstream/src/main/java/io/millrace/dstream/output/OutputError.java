package io.millrace.dstream.output;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can keep a DStream from being written exactly once. */
public enum OutputError implements ErrorCode {
    STREAM_NOT_REPLAYABLE(
            USER,
            false,
            "Cannot write output '{name}' exactly once: {stream} does not give the same records when"
                    + " a batch is repeated ({reason}). {remedy}."),
    CHECKPOINT_NEEDED(
            USER,
            false,
            "Cannot write output '{name}' exactly once without a checkpoint: which records a batch has"
                    + " must be known when it is repeated. Call checkpoint(directory) on the"
                    + " streaming context and start it with getOrCreate."),
    CHECKPOINT_NOT_WRITTEN(
            EXTERNAL,
            true,
            "Cannot write the batch of {time} ms to output '{name}': in {limit} s no checkpoint came"
                    + " that has it, in '{directory}' ({reason}). Look into the log for why Spark"
                    + " cannot write there."),
    BATCHES_AT_ONCE(
            USER,
            false,
            "Cannot write output '{name}' exactly once with {setting}={value}: a batch could be"
                    + " written before the one that it follows. Leave the setting out."),
    ROWS_MOVE(
            USER,
            false,
            "Cannot write output '{name}' exactly once: when a task is repeated its partition may get"
                    + " other rows (a repartition after a shuffle, a sample). Partition by key"
                    + " (partitionBy, reduceByKey), or repartition before the first shuffle."),
    OUTPUT_STOPPED(
            USER,
            false,
            "Cannot write the batch of {time} ms to output '{name}': an earlier batch has failed, and"
                    + " must be there first ({reason}). Stop the context and start it again from the"
                    + " checkpoint."),
    FAILED_BATCH_PASSED_OVER(
            USER,
            false,
            "Cannot write the batch of {time} ms to output '{name}': that of {failed} ms has failed"
                    + " and is not repeated, since Spark takes a batch for done when its last output"
                    + " is. Remove the files of the checkpoint directory that are newer than"
                    + " checkpoint-{failed}, start again, and define this output last."),
    OUTPUT_AHEAD_OF_CHECKPOINT(
            USER,
            false,
            "Cannot write output '{name}': batch {newest} is there already, and the checkpoint knows"
                    + " of batches up to {known} only. It is older than the output: bring the latest"
                    + " one back."),
    OUTPUT_SETTING_REFUSED(
            USER, false, "Invalid setting '{setting}' of output '{name}': {reason}. Leave it out."),
    OTHER_TOPIC(
            USER,
            false,
            "Cannot write a record for topic '{topic}' to output '{name}', whose topic is"
                    + " '{expected}'. Use KafkaOutput.toAnyTopic."),
    OFFSETS_NOT_CONTIGUOUS(
            USER,
            false,
            "Cannot store offsets {from} to {until} of partition {partition} of topic '{topic}' for"
                    + " '{name}': the database has {stored}. Another program stores under this name,"
                    + " or the stream was not begun at the stored offsets; begin with"
                    + " StoredOffsets.read.");

    private final ErrorDeclaration declaration;

    OutputError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
