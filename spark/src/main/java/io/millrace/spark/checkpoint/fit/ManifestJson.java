package io.millrace.spark.checkpoint.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Manifests as JSON, with a version. */
final class ManifestJson {

    static final int VERSION = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> FIELDS =
            Set.of("version", "query", "statement", "sources", "sink", "outputMode", "state");
    private static final Set<String> STATE_FIELDS = Set.of("kind", "key", "value");

    private ManifestJson() {}

    static String write(FlowManifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION);
        root.put("query", manifest.query());
        root.put("statement", manifest.statement());
        ArrayNode sources = root.putArray("sources");
        manifest.shape().sources().forEach(sources::add);
        root.put("sink", manifest.shape().sink());
        root.put("outputMode", manifest.shape().outputMode());
        ArrayNode state = root.putArray("state");
        for (StatefulOperator operator : manifest.shape().state()) {
            state.addObject()
                    .put("kind", operator.kind())
                    .put("key", operator.key())
                    .put("value", operator.value());
        }
        return root.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static FlowManifest read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            int version = root.path("version").asInt(-1);
            if (version > VERSION) {
                throw new IllegalArgumentException(
                        "it is of version "
                                + version
                                + " and this Millrace reads versions up to "
                                + VERSION);
            }
            requireFields(root, FIELDS);
            List<String> sources = new ArrayList<>();
            root.get("sources").forEach(source -> sources.add(source.asText()));
            List<StatefulOperator> state = new ArrayList<>();
            for (JsonNode operator : root.get("state")) {
                requireFields(operator, STATE_FIELDS);
                state.add(
                        new StatefulOperator(
                                operator.get("kind").asText(),
                                operator.get("key").asText(),
                                operator.get("value").asText()));
            }
            return new FlowManifest(
                    root.get("query").asText(),
                    root.get("statement").asText(),
                    new QueryShape(
                            sources,
                            root.get("sink").asText(),
                            root.get("outputMode").asText(),
                            state));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireFields(JsonNode object, Set<String> expected) {
        Set<String> fields = new TreeSet<>();
        object.fieldNames().forEachRemaining(fields::add);
        if (!fields.equals(expected)) {
            throw new IllegalArgumentException("it has the fields " + fields);
        }
    }
}
