package io.millrace.kafka.client;

import static io.millrace.common.error.ErrorCategory.EXTERNAL;
import static io.millrace.common.error.ErrorCategory.INTERNAL;
import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can go wrong between Millrace and Kafka. */
public enum KafkaError implements ErrorCode {
    BROKER_UNREACHABLE(
            EXTERNAL,
            true,
            "Cannot reach Kafka at '{bootstrap}': {reason}. Check the address and that a broker"
                    + " runs there (millrace broker starts one), or name another with"
                    + " --bootstrap or kafka.bootstrap.servers."),
    AUTHENTICATION_FAILED(
            EXTERNAL,
            false,
            "Cannot log in to Kafka at '{bootstrap}': {reason}. Check security.protocol,"
                    + " sasl.mechanism and the credentials."),
    TLS_FAILED(
            EXTERNAL,
            false,
            "Cannot open a TLS connection to Kafka at '{bootstrap}': {reason}. Check"
                    + " security.protocol, the trust store and the host name in the certificate."),
    NOT_AUTHORIZED(
            EXTERNAL,
            false,
            "Cannot {action} at '{bootstrap}': {reason}. Grant the ACL to the principal that this"
                    + " client logs in as."),
    INVALID_CLIENT_SETTING(
            USER, false, "Invalid Kafka client setting for '{bootstrap}': {reason}."),
    TOPIC_NOT_FOUND(
            USER,
            false,
            "Cannot find topic '{topic}' at '{bootstrap}': it does not exist there or may not be"
                    + " seen. Create it with: millrace topic create {topic}"),
    TOPIC_EXISTS(
            USER,
            false,
            "Cannot create topic '{topic}' at '{bootstrap}': it exists already. Choose another name"
                    + " or delete it with: millrace topic delete {topic}"),
    INVALID_TOPIC(USER, false, "Cannot {action} at '{bootstrap}': {reason}."),
    TARGET_NOT_FOUND(
            USER,
            false,
            "Cannot {action} at '{bootstrap}': {reason}. Create the topic, or choose a partition"
                    + " that it has."),
    RECORD_UNACCEPTABLE(
            USER,
            false,
            "Cannot {action} at '{bootstrap}': {reason}. Raise max.request.size of the client and"
                    + " max.message.bytes of the topic for large records."),
    PARTITION_NOT_FOUND(
            USER,
            false,
            "Cannot find partition {partition} of topic '{topic}': it has partitions 0 to {last}."
                    + " Choose one of those."),
    GROUP_NOT_FOUND(
            USER,
            false,
            "Cannot find consumer group '{group}' at '{bootstrap}': it has no members and no"
                    + " committed offsets. List the groups with: millrace group list"),
    GROUP_IN_USE(
            USER,
            false,
            "Cannot change the offsets of consumer group '{group}': it has active members. Stop"
                    + " them first."),
    NOT_A_CONSUMER_GROUP(
            USER,
            false,
            "Cannot use group '{group}' as a consumer group: it is of type {type}, protocol"
                    + " '{protocol}'. List the groups with: millrace group list"),
    REQUEST_FAILED(EXTERNAL, true, "Cannot {action} at '{bootstrap}': {reason}."),
    INTERRUPTED(INTERNAL, true, "Cannot {action} at '{bootstrap}': interrupted while waiting.");

    private final ErrorDeclaration declaration;

    KafkaError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
