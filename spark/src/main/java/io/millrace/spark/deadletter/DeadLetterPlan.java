package io.millrace.spark.deadletter;

import io.millrace.common.option.OptionValues;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.deadletter.AtLeastOnceLetters;
import io.millrace.kafka.deadletter.ExactlyOnceLetters;
import io.millrace.kafka.deadletter.LetterOutput;
import io.millrace.kafka.deadletter.LetterQuery;
import io.millrace.kafka.deadletter.LetterSlot;
import io.millrace.kafka.deadletter.PoisonLimit;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.topic.TopicSelection;
import io.millrace.kafka.write.SinkTopic;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.Set;

/**
 * What becomes of records that cannot be decoded, as the driver sends it to the tasks.
 *
 * @param source which source of the query reads
 * @param countsOrNull where tasks count; nobody asks the tasks of a batch read
 */
public record DeadLetterPlan(
        KafkaConnection connection,
        DeadLetterTopics topics,
        PoisonLimit limit,
        LetterGuarantee guarantee,
        LetterQuery query,
        String source,
        LetterCounts countsOrNull)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The plan of a batch read.
     *
     * @throws io.millrace.common.error.MillraceException if the options do not fit
     */
    public static DeadLetterPlan of(
            OptionValues options, KafkaConnection connection, TopicSelection read) {
        return new DeadLetterPlan(
                ProducerConnection.of(connection),
                DeadLetterTopics.of(options, read),
                new PoisonLimit(
                        options.get(DeadLetterOptions.MAX_RATE),
                        options.get(DeadLetterOptions.RATE_RECORDS)),
                options.get(DeadLetterOptions.GUARANTEE),
                LetterQuery.NONE,
                "",
                null);
    }

    /** The same for a stream. */
    public DeadLetterPlan ofStream(LetterQuery reading, String sourceOfQuery) {
        return new DeadLetterPlan(
                connection, topics, limit, guarantee, reading, sourceOfQuery, countsOrNull);
    }

    /** The same, whose tasks count for a watch. */
    public DeadLetterPlan watchedBy(LetterWatch watch) {
        return new DeadLetterPlan(
                connection, topics, limit, guarantee, query, source, watch.counts());
    }

    public LetterWatch newWatch(InstantSource clock) {
        return new LetterWatch(limit, clock);
    }

    /**
     * Checks that dead letters can be written before there are any.
     *
     * @throws io.millrace.common.error.MillraceException if a topic is not there
     */
    public void checkTopics(TopicSelection read) {
        topicsFor(read).forEach(topic -> SinkTopic.requireWritable(connection, topic));
    }

    /** The topics that dead letters may go to, as far as they are known before reading. */
    public Set<String> topicsFor(TopicSelection read) {
        return topics.forReading(read);
    }

    /**
     * Takes the dead letters of one split, on an executor.
     *
     * @param part which of the splits of its partition in this batch
     */
    public RecordLetters open(OffsetRange range, int part) {
        String topic = topics.of(range.partition().topic());
        return new SplitLetters(range, topic, output(range, part, topic), this);
    }

    private LetterOutput output(OffsetRange range, int part, String topic) {
        if (query.id().isEmpty() || guarantee == LetterGuarantee.AT_LEAST_ONCE) {
            return new AtLeastOnceLetters(connection, range.partition(), topic);
        }
        LetterSlot slot =
                new LetterSlot(query.id().get(), source, range.partition(), range.topicId(), part);
        return new ExactlyOnceLetters(connection, slot, topic);
    }
}
