package io.millrace.spark.deadletter;

import io.millrace.common.option.OptionValues;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.deadletter.AtLeastOnceLetters;
import io.millrace.kafka.deadletter.ExactlyOnceLetters;
import io.millrace.kafka.deadletter.LetterOutput;
import io.millrace.kafka.deadletter.LetterQuery;
import io.millrace.kafka.deadletter.LetterSlot;
import io.millrace.kafka.deadletter.LettersBesideOutput;
import io.millrace.kafka.deadletter.PoisonLimit;
import io.millrace.kafka.plan.OffsetRange;
import io.millrace.kafka.topic.TopicSelection;
import io.millrace.kafka.write.SinkTopic;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What becomes of records that cannot be decoded, as the driver sends it to the tasks.
 *
 * @param source which source of the query reads
 * @param placement which transaction takes the dead letters of a stream
 * @param countsOrNull where tasks count; nobody asks the tasks of a batch read
 */
public record DeadLetterPlan(
        KafkaConnection connection,
        DeadLetterTopics topics,
        PoisonLimit limit,
        LetterGuarantee guarantee,
        LetterQuery query,
        String source,
        Placement placement,
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
                Placement.OF_ITS_OWN,
                null);
    }

    /** The same for a stream. */
    public DeadLetterPlan ofStream(LetterQuery reading, String sourceOfQuery) {
        return new DeadLetterPlan(
                connection,
                topics,
                limit,
                guarantee,
                reading,
                sourceOfQuery,
                placement,
                countsOrNull);
    }

    /** The same, whose tasks count for a watch. */
    public DeadLetterPlan watchedBy(LetterWatch watch) {
        return new DeadLetterPlan(
                connection, topics, limit, guarantee, query, source, placement, watch.counts());
    }

    /** The same with this placement. */
    public DeadLetterPlan placed(Placement other) {
        return new DeadLetterPlan(
                connection, topics, limit, guarantee, query, source, other, countsOrNull);
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
     * @param transaction puts a record into the transaction that the running task writes its rows
     *     in, if it has one
     */
    public RecordLetters open(
            OffsetRange range,
            int part,
            Supplier<Optional<Consumer<ProducerRecord<byte[], byte[]>>>> transaction) {
        String topic = topics.of(range.partition().topic());
        return new SplitLetters(range, topic, output(range, part, topic, transaction), this);
    }

    private LetterOutput output(
            OffsetRange range,
            int part,
            String topic,
            Supplier<Optional<Consumer<ProducerRecord<byte[], byte[]>>>> transaction) {
        if (query.id().isEmpty() || guarantee == LetterGuarantee.AT_LEAST_ONCE) {
            return new AtLeastOnceLetters(connection, range.partition(), topic);
        }
        LetterSlot slot =
                new LetterSlot(query.id().get(), source, range.partition(), range.topicId(), part);
        LetterOutput own = new ExactlyOnceLetters(connection, slot, topic);
        return placement == Placement.OF_ITS_OWN
                ? own
                : new LettersBesideOutput(connection, range.partition(), topic, transaction, own);
    }
}
