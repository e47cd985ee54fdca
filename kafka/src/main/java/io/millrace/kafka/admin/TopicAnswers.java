package io.millrace.kafka.admin;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.client.KafkaFailure;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for answers about one topic, and names the topic when the answer is no. */
record TopicAnswers(KafkaConnection connection) {

    /**
     * @param verb what was asked, to follow "Cannot" and stand before the topic: {@code delete}
     */
    <T> T await(KafkaFuture<T> answer, String verb, String topic) {
        try {
            return KafkaFailure.await(answer, connection, verb + " topic '" + topic + "'");
        } catch (MillraceException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw KafkaError.TOPIC_NOT_FOUND.causedBy(
                        cause, topic, connection.bootstrapServers());
            }
            if (cause instanceof TopicExistsException) {
                throw KafkaError.TOPIC_EXISTS.causedBy(cause, topic, connection.bootstrapServers());
            }
            throw e;
        }
    }
}
