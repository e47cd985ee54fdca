package io.millrace.spark.checkpoint.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What Spark writes into the logs of a checkpoint, as far as it takes to see that it is whole. */
final class EntryText {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private EntryText() {}

    /** What is wrong with planned offsets: a version, settings, and a line for each source. */
    static Optional<String> problemOfOffsets(String text) {
        List<String> lines = text.lines().toList();
        if (!isVersion(lines)) {
            return Optional.of("does not begin with a version");
        }
        if (lines.size() < 3) {
            return Optional.of("is cut off: it has offsets of no source");
        }
        if (object(lines.get(1)).isEmpty()) {
            return Optional.of("is cut off or damaged in its second line");
        }
        for (String offset : lines.subList(2, lines.size())) {
            boolean json = offset.startsWith("{") || offset.startsWith("[");
            if (offset.isBlank() || json && !isJson(offset)) {
                return Optional.of("is cut off or damaged in the offsets of a source");
            }
        }
        return Optional.empty();
    }

    /** How many sources a sound entry has offsets of. */
    static int sources(String offsets) {
        return (int) offsets.lines().count() - 2;
    }

    /** What is wrong with the note that a batch is done. */
    static Optional<String> problemOfCommit(String text) {
        List<String> lines = text.lines().toList();
        if (!isVersion(lines)) {
            return Optional.of("does not begin with a version");
        }
        boolean whole = lines.size() == 1 && text.endsWith("\n") || lines.size() == 2;
        return whole && (lines.size() == 1 || object(lines.get(1)).isPresent())
                ? Optional.empty()
                : Optional.of("is cut off or damaged");
    }

    /** The id of the query; empty if the text has none. */
    static Optional<String> queryId(String metadata) {
        try {
            return object(metadata)
                    .map(root -> root.path("id").asText(""))
                    .filter(id -> !id.isEmpty())
                    .map(id -> UUID.fromString(id).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isVersion(List<String> lines) {
        return !lines.isEmpty() && lines.get(0).matches("v\\d+");
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
