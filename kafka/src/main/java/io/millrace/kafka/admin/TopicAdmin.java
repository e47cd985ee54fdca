package io.millrace.kafka.admin;

import io.millrace.common.PublicApi;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import io.millrace.kafka.offset.OffsetLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Lists, creates, describes and deletes topics. Every method waits for the brokers' answer and
 * fails with a coded error. Safe for use by several threads.
 */
@PublicApi
public final class TopicAdmin implements AutoCloseable {

    private final KafkaConnection connection;
    private final TopicAnswers answers;
    private final Admin admin;

    public TopicAdmin(KafkaConnection connection) {
        this.connection = connection;
        this.answers = new TopicAnswers(connection);
        this.admin = connection.openAdmin();
    }

    /** The topics, ordered by name. */
    public List<TopicSummary> list(TopicScope scope) {
        ListTopicsOptions options = new ListTopicsOptions().listInternal(scope == TopicScope.ALL);
        Collection<String> names =
                KafkaFailure.await(admin.listTopics(options).names(), connection, "list topics");
        List<TopicSummary> topics = new ArrayList<>();
        admin.describeTopics(TopicCollection.ofTopicNames(names))
                .topicNameValues()
                .forEach(
                        (name, answer) -> {
                            try {
                                TopicDescription topic = answers.await(answer, "describe", name);
                                topics.add(TopicDescriber.summary(topic));
                            } catch (MillraceException e) {
                                // Deleted between the two questions: it is no topic any more.
                                if (e.code() != KafkaError.TOPIC_NOT_FOUND) {
                                    throw e;
                                }
                            }
                        });
        topics.sort(Comparator.comparing(TopicSummary::name));
        return List.copyOf(topics);
    }

    /**
     * Creates a topic and waits, for some seconds at most, until the brokers can serve it.
     *
     * @throws MillraceException TOPIC_EXISTS if there is one of this name
     */
    public TopicSummary create(TopicOrder order) {
        NewTopic topic =
                new NewTopic(
                        order.name(),
                        boxed(order.partitions()),
                        boxed(order.replicationFactor()).map(Integer::shortValue));
        topic.configs(order.configs());
        answers.await(admin.createTopics(List.of(topic)).all(), "create", order.name());
        TopicDescription created = TopicReadiness.await(() -> description(order.name()));
        awaitLeaders(created);
        return TopicDescriber.summary(created);
    }

    /**
     * Creates a topic if there is none of this name.
     *
     * @return whether it was created
     */
    public boolean createIfAbsent(TopicOrder order) {
        try {
            create(order);
            return true;
        } catch (MillraceException e) {
            if (e.code() == KafkaError.TOPIC_EXISTS) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Waits until every partition answers: a producer that meets a partition before its leader does
     * may lose the order of its first batches, and then can write no more to it.
     */
    private void awaitLeaders(TopicDescription topic) {
        offsets(IsolationLevel.READ_UNCOMMITTED)
                .bounds(
                        topic.partitions().stream()
                                .map(info -> new TopicPartition(topic.name(), info.partition()))
                                .toList());
    }

    /**
     * Everything about one topic.
     *
     * @throws MillraceException TOPIC_NOT_FOUND if there is none
     */
    public TopicDetail describe(String name) {
        return new TopicDescriber(admin, answers).describe(description(name));
    }

    /**
     * The partitions of a topic, in the order of their numbers.
     *
     * @throws MillraceException TOPIC_NOT_FOUND if there is none
     */
    public List<TopicPartition> partitions(String name) {
        return description(name).partitions().stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
    }

    /**
     * Deletes topics. Nothing is deleted if one of them does not exist.
     *
     * @throws MillraceException TOPIC_NOT_FOUND if one does not exist
     */
    public void delete(Collection<String> names) {
        LinkedHashSet<String> each = new LinkedHashSet<>(names);
        each.forEach(this::description);
        admin.deleteTopics(TopicCollection.ofTopicNames(each))
                .topicNameValues()
                .forEach((name, answer) -> answers.await(answer, "delete", name));
    }

    /**
     * The largest batch of records that the topic takes, as it is on the wire.
     *
     * @return absent if this client may not read the topic's settings
     */
    public OptionalInt maxMessageBytes(String name) {
        try {
            ConfigEntry entry =
                    new TopicDescriber(admin, answers)
                            .settings(name)
                            .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            return OptionalInt.of(Integer.parseInt(entry.value()));
        } catch (MillraceException e) {
            if (e.code() == KafkaError.NOT_AUTHORIZED) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /** Looks up offsets through the same client; usable until this is closed. */
    public OffsetLookup offsets(IsolationLevel isolation) {
        return new OffsetLookup(admin, connection, isolation);
    }

    @Override
    public void close() {
        admin.close();
    }

    private TopicDescription description(String name) {
        TopicCollection question = TopicCollection.ofTopicNames(List.of(name));
        return answers.await(
                admin.describeTopics(question).topicNameValues().get(name), "describe", name);
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
