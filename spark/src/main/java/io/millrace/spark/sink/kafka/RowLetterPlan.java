package io.millrace.spark.sink.kafka;

import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.deadletter.LetterQuery;
import io.millrace.kafka.deadletter.PoisonLimit;
import io.millrace.kafka.write.SinkTopic;
import io.millrace.spark.deadletter.DeadLetterColumn;
import io.millrace.spark.deadletter.DeadLetterOptions;
import io.millrace.spark.option.TableOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Which rows become dead letters, as the driver sends it to the tasks.
 *
 * @param topic of the dead letters
 * @param rejected what becomes of rows that no record can be made of
 */
record RowLetterPlan(String topic, RejectedRows rejected, PoisonLimit limit, LetterQuery query)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String SUFFIX = "-dlq";

    /**
     * The plan; none where no row can become a dead letter.
     *
     * @throws io.millrace.common.error.MillraceException if there is no telling the topic
     */
    static Optional<RowLetterPlan> of(OptionValues options, StructType rows) {
        RejectedRows rejected = options.get(SinkOptions.REJECTED);
        boolean says = List.of(rows.fieldNames()).contains(DeadLetterColumn.NAME);
        if (rejected == RejectedRows.FAIL && !says) {
            return Optional.empty();
        }
        String topic =
                options.find(DeadLetterOptions.TOPIC)
                        .or(() -> options.find(TableOptions.TOPIC).map(name -> name + SUFFIX))
                        .orElseThrow(
                                () ->
                                        OptionError.MISSING_OPTION.exception(
                                                DeadLetterOptions.TOPIC.key(),
                                                "a millrace table without a topic that has dead"
                                                        + " letters",
                                                "name the topic that they go to"));
        PoisonLimit limit =
                new PoisonLimit(
                        options.get(DeadLetterOptions.MAX_RATE),
                        options.get(DeadLetterOptions.RATE_RECORDS));
        return Optional.of(new RowLetterPlan(topic, rejected, limit, LetterQuery.NONE));
    }

    RowLetterPlan ofQuery(LetterQuery writing) {
        return new RowLetterPlan(topic, rejected, limit, writing);
    }

    void checkTopic(KafkaConnection connection) {
        SinkTopic.requireWritable(connection, topic);
    }
}
