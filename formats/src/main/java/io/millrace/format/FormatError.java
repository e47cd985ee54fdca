package io.millrace.format;

import static io.millrace.common.error.ErrorCategory.USER;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can be wrong with the schema that values are to be read with. */
public enum FormatError implements ErrorCode {
    MAP_KEY_NOT_STRING(
            USER,
            false,
            "Cannot read '{field}' from {format}: it has a map with keys of type {type}, and keys"
                    + " are strings there. Declare them as STRING."),
    AVRO_SCHEMA_INVALID(
            USER,
            false,
            "Cannot use the Avro schema of {source}: {reason}. Correct it, or name another."),
    AVRO_TYPE_RECURSIVE(
            USER,
            false,
            "Cannot read '{field}' from Avro: its type {type} contains itself, and columns are of"
                    + " limited depth. Declare the columns, with as many levels of it as you need,"
                    + " or leave it out."),
    AVRO_TYPE_MISMATCH(
            USER,
            false,
            "Cannot read '{column}' as {type} from Avro: the schema of the records has {found}"
                    + " there. Declare the column with the type that belongs to that, and cast it"
                    + " in the query."),
    TEXT_NOT_ONE_STRING(
            USER,
            false,
            "Cannot read the columns '{columns}' from text: a text is one value. Declare one column"
                    + " of type STRING.");

    private final ErrorDeclaration declaration;

    FormatError(ErrorCategory category, boolean retriable, String template) {
        this.declaration = new ErrorDeclaration(category, retriable, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
