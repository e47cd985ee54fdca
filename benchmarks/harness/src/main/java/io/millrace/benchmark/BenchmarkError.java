package io.millrace.benchmark;

import static io.millrace.common.error.ErrorCategory.INTERNAL;
import static io.millrace.common.error.ErrorCategory.RESOURCE;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** Why there is nothing to measure. An engine that fails is a result, not one of these. */
public enum BenchmarkError implements ErrorCode {
    ENGINE_NOT_BUILT(
            RESOURCE,
            "Cannot run engine '{engine}': {file} does not exist. Run benchmarks/run, which builds"
                    + " what is missing."),
    ENGINE_INVALID(
            INTERNAL, "Invalid engine '{engine}': {file} has {problem}, expected {expected}."),
    BROKER_NOT_STARTED(
            RESOURCE, "Cannot start the broker: {reason}. See its log, {log}, and put that right."),
    INPUT_NOT_FILLED(
            RESOURCE,
            "Cannot fill topic '{topic}': {reason}. Check the log of the broker and the space on"
                    + " its disk."),
    NO_PROCESS_FIGURES(
            RESOURCE,
            "Cannot measure processes: {reason}. Run benchmarks on Linux, which counts processor"
                    + " time and memory in /proc."),
    RESULTS_UNREADABLE(
            USER,
            "Cannot read results '{file}': {reason}. Give a file that benchmarks/run has written."),
    RESULTS_UNWRITABLE(
            RESOURCE,
            "Cannot write '{file}': {reason}. Check the path, its permissions and the disk.");

    private final ErrorDeclaration declaration;

    BenchmarkError(ErrorCategory category, String template) {
        this.declaration = ErrorDeclaration.permanent(category, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
