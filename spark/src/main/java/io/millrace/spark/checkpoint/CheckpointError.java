package io.millrace.spark.checkpoint;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with the files of a checkpoint. */
public enum CheckpointError implements ErrorCode {
    FILE_CHANGED(
            "Cannot read '{file}' of the checkpoint: it was written with {written} bytes, has"
                    + " {found}, and its content is another than was written. Restore the"
                    + " checkpoint from a copy, or begin anew with another checkpoint."),
    LEASE_HELD(
            true,
            "Cannot work on the checkpoints in '{directory}': process {pid} on host '{host}' has"
                    + " worked on them since {since}; its last sign of life was {ago} ago. Stop that"
                    + " run, or put it out of its place with --take-over. If its machine is dead,"
                    + " wait: {expiry} after its last sign of life another run may begin."),
    LEASE_LOST(
            false,
            "Cannot go on with the checkpoints in '{directory}': {reason}. This run has stopped, and"
                    + " what its last batch had not finished is done by the next run."),
    LEASE_UNREADABLE(
            false,
            "Cannot tell who works on the checkpoints in '{directory}': the entry {number} of its"
                    + " leases cannot be read: {reason}. If no run works on them, go on with"
                    + " --take-over."),
    LEASE_FAILED(
            false,
            "Cannot take the lease of the checkpoints in '{directory}': {reason}. Check that the"
                    + " directory can be written to and that its disk is not full."),
    CHECKPOINT_BROKEN(
            false,
            "Cannot go on from the checkpoint '{checkpoint}': {findings}. See what can be done:"
                    + " millrace checkpoint repair {checkpoint}"),
    CHECKPOINT_UNREADABLE(
            true,
            "Cannot read the checkpoint '{checkpoint}': {reason}. Check the directory and its"
                    + " rights."),
    CHECKPOINT_NOT_FOUND(
            false,
            "Cannot find a checkpoint in '{directory}'. Name the file of a pipeline that has run, or"
                    + " a directory of checkpoints."),
    CHECKPOINT_NOT_REPAIRED(
            false,
            "Cannot repair the checkpoint '{checkpoint}': {reason}. What was set aside until then is"
                    + " in '{quarantine}'."),
    MANIFEST_UNREADABLE(
            false,
            "Cannot read '{file}', which tells the query of the checkpoint: {reason}. Restore the"
                    + " file from a copy, or delete it to go on without a comparison."),
    MANIFEST_UNWRITABLE(
            true,
            "Cannot write '{file}', which tells the query of the checkpoint: {reason}. Check that"
                    + " the directory can be written to and that its disk is not full."),
    CHECKPOINT_DOES_NOT_FIT(
            false,
            "Cannot go on from the checkpoint '{checkpoint}': the query is another than the one it"
                    + " belongs to. {differences}. If that is meant, say --allow-changed; to begin"
                    + " anew, name another directory with --checkpoints or give the flow another"
                    + " name."),
    CHECKPOINT_CANNOT_FIT(
            false,
            "Cannot go on from the checkpoint '{checkpoint}': what it holds is of no use to the"
                    + " changed query. {differences}. Change the query back, or begin anew: name"
                    + " another directory with --checkpoints or give the flow another name.");

    private final ErrorDeclaration declaration;

    CheckpointError(String template) {
        this(false, template);
    }

    CheckpointError(boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(ErrorCategory.RESOURCE, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
