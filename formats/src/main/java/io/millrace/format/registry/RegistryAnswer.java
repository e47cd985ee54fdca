package io.millrace.format.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.net.URI;

/** One answer of the registry that is to the point: what was asked for, or that it is not there. */
final class RegistryAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int NOT_FOUND = 404;

    /** The error codes of the registry begin with the HTTP status: 40401, 40402, 40403. */
    private static final int CODES_PER_STATUS = 100;

    private final URI url;
    private final String what;
    private final int status;
    private final JsonNode body;

    /**
     * @param url the registry that answered
     * @param what that was asked for, in words
     * @throws MillraceException REGISTRY_ANSWER_INVALID if this is not what a registry says
     */
    RegistryAnswer(URI url, String what, int status, byte[] body) {
        this.url = url;
        this.what = what;
        this.status = status;
        this.body = parse(body);
        if (status == NOT_FOUND
                && this.body.path("error_code").asInt() / CODES_PER_STATUS != NOT_FOUND) {
            // A proxy or another server may answer so: nothing that one may take for an answer.
            throw invalid("HTTP status 404 without the error code of a registry");
        }
    }

    private JsonNode parse(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
            throw invalid("it is not a JSON object");
        } catch (JsonProcessingException e) {
            // Without the cause, whose message shows the answer.
            throw invalid("it is not JSON");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the registry answers that there is no such thing. */
    boolean isAbsence() {
        return status == NOT_FOUND;
    }

    /** Fails if the registry answers that there is no such thing. */
    void require(ErrorCode notFound) {
        if (isAbsence()) {
            String reason = body.path("message").asText("it is not there");
            throw notFound == RegistryError.REGISTRY_ANSWER_INVALID
                    ? invalid(reason)
                    : notFound.exception(what, url, withoutPeriod(reason));
        }
    }

    private static String withoutPeriod(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    String text(String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual()) {
            throw invalid("it has no text '" + field + "'");
        }
        return value.textValue();
    }

    int number(String field) {
        JsonNode value = body.path(field);
        if (!value.canConvertToInt()) {
            throw invalid("it has no whole number '" + field + "'");
        }
        return value.intValue();
    }

    SchemaType type() {
        String name = body.path("schemaType").asText(SchemaType.AVRO.name());
        try {
            return SchemaType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw invalid("the schema is of the unknown type '" + name + "'");
        }
    }

    Iterable<JsonNode> references() {
        return body.path("references");
    }

    MillraceException invalid(String reason) {
        return RegistryError.REGISTRY_ANSWER_INVALID.exception(url, what, reason);
    }
}
