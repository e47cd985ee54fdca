package io.millrace.spark.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.kafka.offset.TopicPosition;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * The position of a stream as a checkpoint holds it: JSON with a version and the id of every topic,
 * {@code {"version":1,"topics":{"clicks":{"id":"…","next":{"0":42}}}}}. Version 2 says of topics
 * that were new to a running stream where reading began, {@code "begin":{"0":7}}; a position
 * without such topics is still written as version 1.
 */
public final class PositionJson {

    private static final int VERSION = 2;
    private static final int WITHOUT_BEGINS = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PositionJson() {}

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws io.millrace.common.error.MillraceException if the text is damaged, or of a later
     *     version
     */
    public static StreamPosition parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            int version = root.path("version").asInt(-1);
            if (version < WITHOUT_BEGINS || version > VERSION) {
                throw SourceError.OFFSETS_UNREADABLE.exception(
                        text,
                        version < 0
                                ? "they carry no version, so Millrace did not write them"
                                : "they are of version "
                                        + version
                                        + " and this Millrace reads versions up to "
                                        + VERSION);
            }
            TreeMap<String, TopicPosition> topics = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : required(root, "topics", text).properties()) {
                topics.put(field.getKey(), topic(field.getValue(), text));
            }
            return new StreamPosition(topics);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw SourceError.OFFSETS_UNREADABLE.causedBy(e, text, "they are damaged");
        }
    }

    private static TopicPosition topic(JsonNode node, String text) {
        return new TopicPosition(
                Uuid.fromString(required(node, "id", text).asText()),
                offsets(required(node, "next", text), text),
                offsets(node.path("begin"), text));
    }

    private static SortedMap<Integer, Long> offsets(JsonNode node, String text) {
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().canConvertToLong()) {
                throw SourceError.OFFSETS_UNREADABLE.exception(text, "an offset is no number");
            }
            offsets.put(Integer.valueOf(field.getKey()), field.getValue().longValue());
        }
        return offsets;
    }

    private static JsonNode required(JsonNode node, String field, String text) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw SourceError.OFFSETS_UNREADABLE.exception(text, "'" + field + "' is missing");
        }
        return value;
    }

    /** The position as text. */
    public static String write(StreamPosition position) {
        ObjectNode root = JSON.createObjectNode();
        boolean begins = position.topics().values().stream().anyMatch(t -> !t.begin().isEmpty());
        root.put("version", begins ? VERSION : WITHOUT_BEGINS);
        ObjectNode topics = root.putObject("topics");
        position.topics()
                .forEach(
                        (name, topic) -> {
                            ObjectNode node = topics.putObject(name);
                            node.put("id", topic.topicId().toString());
                            write(node.putObject("next"), topic.next());
                            if (!topic.begin().isEmpty()) {
                                write(node.putObject("begin"), topic.begin());
                            }
                        });
        return root.toString();
    }

    private static void write(ObjectNode node, SortedMap<Integer, Long> offsets) {
        offsets.forEach((n, offset) -> node.put(n.toString(), offset));
    }
}
