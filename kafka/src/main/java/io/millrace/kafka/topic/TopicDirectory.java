package io.millrace.kafka.topic;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Finds the topics of a selection as they are now: ids and partitions. */
public final class TopicDirectory {

    /** What to do about a topic that is named but is not there. */
    public enum Absent {
        /** Fail with {@link KafkaError#TOPIC_NOT_FOUND}. */
        FAIL,
        /** Leave it out. */
        LEAVE_OUT
    }

    private final Admin admin;
    private final KafkaConnection connection;

    public TopicDirectory(Admin admin, KafkaConnection connection) {
        this.admin = admin;
        this.connection = connection;
    }

    /**
     * The topics of the selection, by name.
     *
     * @throws io.millrace.common.error.MillraceException if a named topic or partition is absent
     *     (unless left out), or the cluster does not answer
     */
    public SortedMap<String, Topic> find(TopicSelection selection, Absent absent) {
        if (selection instanceof TopicSelection.Assign assign) {
            SortedMap<String, Topic> found = describe(assign.partitions().keySet(), absent);
            found.replaceAll(
                    (name, topic) -> restrict(topic, assign.partitions().get(name), absent));
            return found;
        }
        if (selection instanceof TopicSelection.Subscribe subscribe) {
            return describe(subscribe.topics(), absent);
        }
        TopicSelection.SubscribePattern pattern = (TopicSelection.SubscribePattern) selection;
        List<String> names = new ArrayList<>();
        for (String name :
                KafkaFailure.await(admin.listTopics().names(), connection, "list topics")) {
            if (pattern.matches(name)) {
                names.add(name);
            }
        }
        // A topic may go between the two questions: a pattern asks for what is there.
        return describe(names, Absent.LEAVE_OUT);
    }

    private Topic restrict(Topic topic, SortedSet<Integer> wanted, Absent absent) {
        SortedSet<Integer> present = new TreeSet<>(wanted);
        present.retainAll(topic.partitions());
        if (absent == Absent.FAIL && present.size() < wanted.size()) {
            SortedSet<Integer> missing = new TreeSet<>(wanted);
            missing.removeAll(present);
            throw KafkaError.PARTITION_NOT_FOUND.exception(
                    missing.first(), topic.name(), topic.partitions().last());
        }
        return new Topic(topic.name(), topic.id(), present);
    }

    private SortedMap<String, Topic> describe(Collection<String> names, Absent absent) {
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names).topicNameValues();
        SortedMap<String, Topic> topics = new TreeMap<>();
        answers.forEach(
                (name, answer) -> {
                    TopicDescription description = await(name, answer, absent);
                    if (description != null) {
                        SortedSet<Integer> partitions = new TreeSet<>();
                        for (TopicPartitionInfo partition : description.partitions()) {
                            partitions.add(partition.partition());
                        }
                        topics.put(name, new Topic(name, description.topicId(), partitions));
                    }
                });
        return topics;
    }

    private TopicDescription await(
            String name, KafkaFuture<TopicDescription> answer, Absent absent) {
        try {
            return KafkaFailure.await(answer, connection, "describe topic '" + name + "'");
        } catch (RuntimeException e) {
            if (KafkaFailure.unwrap(e.getCause()) instanceof UnknownTopicOrPartitionException) {
                if (absent == Absent.LEAVE_OUT) {
                    return null;
                }
                throw KafkaError.TOPIC_NOT_FOUND.causedBy(e, name, connection.bootstrapServers());
            }
            throw e;
        }
    }
}
