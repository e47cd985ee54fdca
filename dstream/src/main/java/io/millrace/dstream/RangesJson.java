package io.millrace.dstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.kafka.plan.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The ranges of a batch as a checkpoint holds them: JSON with a version, {@code
 * {"version":1,"ranges":[{"topic":"clicks","id":"…","partition":0,"from":7,"until":9}]}}.
 */
final class RangesJson {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RangesJson() {}

    static String write(List<OffsetRange> ranges) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION);
        ArrayNode array = root.putArray("ranges");
        for (OffsetRange range : ranges) {
            array.addObject()
                    .put("topic", range.partition().topic())
                    .put("id", range.topicId())
                    .put("partition", range.partition().partition())
                    .put("from", range.from())
                    .put("until", range.until());
        }
        return root.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws io.millrace.common.error.MillraceException if the text is damaged, or of a later
     *     version
     */
    static List<OffsetRange> parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            int version = root.path("version").asInt(-1);
            if (version != VERSION) {
                throw DStreamError.RANGES_UNREADABLE.exception(
                        text,
                        "they are of version "
                                + version
                                + " and this Millrace reads version "
                                + VERSION);
            }
            List<OffsetRange> ranges = new ArrayList<>();
            for (JsonNode range : root.required("ranges")) {
                ranges.add(
                        new OffsetRange(
                                new TopicPartition(
                                        range.required("topic").asText(),
                                        range.required("partition").asInt()),
                                range.required("id").asText(),
                                offset(range, "from", text),
                                offset(range, "until", text)));
            }
            return ranges;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw DStreamError.RANGES_UNREADABLE.causedBy(e, text, "they are damaged");
        }
    }

    private static long offset(JsonNode range, String field, String text) {
        JsonNode offset = range.required(field);
        if (!offset.canConvertToLong() || !offset.isIntegralNumber()) {
            throw DStreamError.RANGES_UNREADABLE.exception(text, "an offset is no number");
        }
        return offset.longValue();
    }
}
