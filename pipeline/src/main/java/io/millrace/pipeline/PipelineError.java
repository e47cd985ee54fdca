package io.millrace.pipeline;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.INTERNAL;
import static io.millrace.common.error.ErrorCategory.RESOURCE;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with a pipeline. */
public enum PipelineError implements ErrorCode {
    SQL_FILE_UNREADABLE(
            USER, "Cannot read the file '{file}': {reason}. Check its name and its mode."),
    SQL_INVALID(USER, "{reason}"),
    STATEMENT_UNSUPPORTED(
            USER,
            "Cannot run {statement} in a pipeline: {reason}. A pipeline takes CREATE TABLE, CREATE"
                    + " TEMPORARY VIEW, CREATE TEMPORARY FUNCTION, CREATE FLOW … AS INSERT INTO …"
                    + " BY NAME, CREATE STREAMING TABLE … AS SELECT, and SET."),
    NAME_TAKEN(
            USER,
            "Cannot define the flow '{flow}': another flow of this file has that name. Names of"
                    + " flows name their checkpoints; choose another."),
    SINK_NOT_FOUND(
            USER, "Cannot write flow '{flow}' into '{sink}': no such table is declared. {remedy}"),
    FLOW_NOT_STREAMING(
            USER,
            "Cannot run flow '{flow}': its query reads no stream. Write FROM STREAM {source} for"
                    + " what is to be followed."),
    NO_FLOWS(
            USER,
            "Cannot run '{file}': it defines no flow. Add CREATE FLOW … AS INSERT INTO … BY NAME"
                    + " SELECT … FROM STREAM …, or CREATE STREAMING TABLE … AS SELECT …"),
    SETTING_INVALID(USER, "Invalid setting '{key}' with value '{value}': expected {expected}."),
    COLUMN_MISMATCH(
            USER,
            "Cannot write flow '{flow}' into '{sink}': {reason}. Cast or rename it in the query,"
                    + " or change the columns of the table."),
    MASTER_UNREACHABLE(
            EXTERNAL,
            "Cannot reach Spark's master '{master}': {reason}. Check the address and that a master"
                    + " runs there, or name another with --master."),
    ENGINE_FAILED(
            RESOURCE, "Cannot start Spark on '{master}': {reason}. Check --master and --conf."),
    FLOW_HANGS(
            RESOURCE,
            "Cannot go on with flow '{flow}': its batch has made no progress for {limit}: {where}."
                    + " What every thread was doing is in {dump}. Find there what the task waits"
                    + " for; SET millrace.watchdog gives a batch more time."),
    FLOW_FAILED(INTERNAL, "Cannot go on with flow '{flow}': {reason}");

    private final ErrorDeclaration declaration;

    PipelineError(ErrorCategory category, String template) {
        this.declaration = ErrorDeclaration.permanent(category, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
