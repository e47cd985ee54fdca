package io.millrace.spark.checkpoint;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with the files of a checkpoint. */
public enum CheckpointError implements ErrorCode {
    FILE_CHANGED(
            "Cannot read '{file}' of the checkpoint: it was written with {written} bytes, has"
                    + " {found}, and its content is another than was written. Restore the"
                    + " checkpoint from a copy, or begin anew with another checkpoint.");

    private final ErrorDeclaration declaration;

    CheckpointError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.RESOURCE, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
