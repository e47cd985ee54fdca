package io.millrace.kafka.topic;

import java.io.Serializable;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which topics, or which of their partitions, a reader reads. */
public sealed interface TopicSelection extends Serializable {

    /** Exactly these partitions. */
    record Assign(SortedMap<String, SortedSet<Integer>> partitions) implements TopicSelection {
        private static final long serialVersionUID = 1L;

        public Assign {
            TreeMap<String, SortedSet<Integer>> copy = new TreeMap<>();
            partitions.forEach((topic, numbers) -> copy.put(topic, new TreeSet<>(numbers)));
            partitions = copy;
        }

        @Override
        public String toString() {
            return "assign " + partitions;
        }
    }

    /** All partitions of these topics, those that are added later too. */
    record Subscribe(SortedSet<String> topics) implements TopicSelection {
        private static final long serialVersionUID = 1L;

        public Subscribe {
            topics = new TreeSet<>(topics);
        }

        public static Subscribe to(Collection<String> topics) {
            return new Subscribe(new TreeSet<>(topics));
        }

        @Override
        public String toString() {
            return String.join(",", topics);
        }
    }

    /** All partitions of every topic whose whole name matches, those created later too. */
    record SubscribePattern(String regex) implements TopicSelection {
        private static final long serialVersionUID = 1L;

        public boolean matches(String topic) {
            return Pattern.compile(regex).matcher(topic).matches();
        }

        @Override
        public String toString() {
            return "pattern " + regex;
        }
    }
}
