package io.millrace.broker;

import static io.millrace.common.error.ErrorCategory.INTERNAL;
import static io.millrace.common.error.ErrorCategory.RESOURCE;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can go wrong with a broker that runs in this process. */
public enum BrokerError implements ErrorCode {
    PORT_UNAVAILABLE(
            RESOURCE,
            true,
            "Cannot start a broker on port {port}: {reason}. Stop the process that uses the port,"
                    + " choose another port, or name none to get a free one."),
    DATA_DIRECTORY_IN_USE(
            RESOURCE,
            true,
            "Cannot start a broker in '{directory}': {owner} runs a broker there. Use that broker,"
                    + " stop it, or choose another data directory."),
    DATA_DIRECTORY_UNUSABLE(
            RESOURCE,
            false,
            "Cannot start a broker in '{directory}': {reason}. Check the path, its permissions and"
                    + " the disk, or choose another data directory."),
    DATA_DIRECTORY_FOREIGN(
            USER,
            false,
            "Cannot start a broker in '{directory}': {reason}. Choose a directory that is empty or"
                    + " not there yet."),
    DATA_DIRECTORY_NEWER(
            USER,
            false,
            "Cannot start a broker in '{directory}': a Kafka newer than {version} has written it"
                    + " ({evidence}). Use the Millrace that wrote it, or choose another data"
                    + " directory. Nothing in it was changed."),
    SERVER_PROPERTY_RESERVED(
            USER,
            false,
            "Cannot set server property '{key}': the embedded broker decides it itself. Take it out"
                    + "; the port and the data directory have settings of their own."),
    INVALID_SERVER_PROPERTY(USER, false, "Invalid server properties of the broker: {reason}."),
    BROKER_START_FAILED(
            RESOURCE,
            false,
            "Cannot start a broker in '{directory}': {reason}. Check the disk and the log; what was"
                    + " acknowledged earlier is still there."),
    BROKER_START_INTERRUPTED(
            INTERNAL, true, "Cannot start a broker in '{directory}': interrupted while waiting."),
    BROKER_FAILED(
            RESOURCE,
            false,
            "Cannot keep the broker in '{directory}' running: {reason}. Check the disk and the log,"
                    + " then start it again; what was acknowledged is still there."),
    BROKER_NOT_STOPPED(
            INTERNAL,
            true,
            "Cannot stop the broker in '{directory}': it still runs after {limit}. Its data"
                    + " directory stays locked until this process ends.");

    private final ErrorDeclaration declaration;

    BrokerError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
