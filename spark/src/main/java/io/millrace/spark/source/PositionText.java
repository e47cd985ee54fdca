package io.millrace.spark.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.common.option.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the JSON in which users name partitions and positions, as Spark's Kafka source takes it.
 */
final class PositionText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PositionText() {}

    /** A number for each partition: {@code {"topicA":{"0":23,"1":-2}}}. */
    static Map<TopicPartition, Long> numbers(Option<String> option, String text) {
        Map<String, Map<Integer, Long>> topics =
                read(
                        option,
                        text,
                        new TypeReference<Map<String, Map<Integer, Long>>>() {},
                        names(option) + "JSON such as {\"topicA\":{\"0\":23,\"1\":-2}}");
        Map<TopicPartition, Long> numbers = new HashMap<>();
        topics.forEach(
                (topic, partitions) ->
                        partitions.forEach(
                                (n, value) -> numbers.put(new TopicPartition(topic, n), value)));
        return numbers;
    }

    /** What the option takes beside numbers. */
    private static String names(Option<String> option) {
        if (option.key().equals(SourceOptions.STARTING_OFFSETS.key())) {
            return "earliest, latest, committed, or ";
        }
        return option.key().equals(SourceOptions.ENDING_OFFSETS.key()) ? "latest, or " : "";
    }

    /** Partitions of topics: {@code {"topicA":[0,1]}}. */
    static SortedMap<String, SortedSet<Integer>> partitions(Option<String> option, String text) {
        Map<String, TreeSet<Integer>> topics =
                read(
                        option,
                        text,
                        new TypeReference<Map<String, TreeSet<Integer>>>() {},
                        "JSON such as {\"topicA\":[0,1],\"topicB\":[2]}");
        return new TreeMap<>(topics);
    }

    private static <T> T read(
            Option<String> option, String text, TypeReference<T> type, String expected) {
        try {
            T value = JSON.readValue(text, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            throw SourceError.POSITION_INVALID.causedBy(e, option.key(), text, expected);
        }
        throw SourceError.POSITION_INVALID.exception(option.key(), text, expected);
    }
}
