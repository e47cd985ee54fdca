package io.millrace.kafka.deadletter;

import io.millrace.common.PublicApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is put back of a dead-letter topic.
 *
 * @param lines by topic and reason
 * @param rows dead letters that are meant and hold no record but a row, which cannot be put back
 * @param unreadable records of the topic that are no dead letters
 */
@PublicApi
public record RedrivePlan(List<RedriveLine> lines, long rows, long unreadable) {

    public RedrivePlan {
        lines = List.copyOf(lines);
    }

    /** How many dead letters. */
    public long letters() {
        return lines.stream().mapToLong(RedriveLine::letters).sum();
    }

    /** Adds up while a topic is read. */
    static final class Counter {
        private final Map<String, Map<String, Long>> letters = new TreeMap<>();
        private long rows;
        private long unreadable;

        void addLetter(String to, String reason) {
            letters.computeIfAbsent(to, t -> new TreeMap<>()).merge(reason, 1L, Long::sum);
        }

        void addRow() {
            rows++;
        }

        void addUnreadable() {
            unreadable++;
        }

        RedrivePlan plan() {
            List<RedriveLine> lines = new ArrayList<>();
            letters.forEach(
                    (to, reasons) ->
                            reasons.forEach(
                                    (reason, count) ->
                                            lines.add(new RedriveLine(to, reason, count))));
            return new RedrivePlan(lines, rows, unreadable);
        }
    }
}
