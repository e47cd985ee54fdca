package io.millrace.format.protobuf;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with the schema of Protobuf messages, or with columns made of them. */
public enum ProtobufError implements ErrorCode {
    PROTOBUF_FIELD_UNKNOWN(
            "Cannot read column '{column}' from Protobuf message {message}: its fields are"
                    + " {fields}. Name one of them, or take the column out."),
    PROTOBUF_TYPE_MISMATCH(
            "Cannot read column '{column}' as {type} from Protobuf message {message}: the field is"
                    + " {fieldType}. Declare the column as {expected}."),
    PROTOBUF_RECURSION(
            "Cannot make columns of Protobuf message {message}: its field {field} holds a message"
                    + " of the type that it lies in. Say how often it may with"
                    + " value.protobuf.recursive.fields.max.depth (1 to 10; 1 leaves the field"
                    + " out), or declare the columns."),
    PROTOBUF_NO_COLUMNS(
            "Cannot make columns of Protobuf message {message}: it has no fields. Name another"
                    + " message."),
    PROTOBUF_MESSAGE_UNKNOWN(
            "Cannot find Protobuf message '{message}' in {source}: it has {messages}. Name one of"
                    + " them."),
    PROTOBUF_DESCRIPTORS_INVALID(
            "Cannot use {source} as descriptors of Protobuf messages: {reason}. Make it with"
                    + " protoc --include_imports --descriptor_set_out."),
    PROTOBUF_SCHEMA_INVALID(
            "Cannot use {source} as a Protobuf schema: {reason}. Correct the schema."),
    PROTOBUF_SCHEMA_OTHER(
            "Cannot read Protobuf with {source}: it is of type {type}. Check value.format and"
                    + " schema.registry.subject.");

    private final ErrorDeclaration declaration;

    ProtobufError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
