package io.millrace.spark.sink.kafka;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterContent;
import io.millrace.kafka.deadletter.LetterEnvelope;
import io.millrace.kafka.deadletter.LetterReason;
import io.millrace.kafka.deadletter.RecordLimits;
import io.millrace.spark.sink.json.RowJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Makes of each row its record or a dead letter: where the query says so, and, if that is the
 * policy, where no record can be made that its topic takes. Not thread-safe.
 */
final class RowLetters implements RowRecords {

    private final RecordMaker maker;
    private final RowLetterPlan plan;
    private final KafkaConnection connection;
    private final ColumnBytes json;
    private final LetterStruct column;
    private long rows;
    private long letters;
    private LetterReason first;

    RowLetters(
            RecordMaker maker,
            SinkLayout layout,
            RowJson.Settings settings,
            RowLetterPlan plan,
            KafkaConnection connection) {
        this.maker = maker;
        this.plan = plan;
        this.connection = connection;
        List<Integer> ordinals =
                IntStream.range(0, layout.schema().length())
                        .filter(i -> i != layout.letterColumn())
                        .boxed()
                        .toList();
        this.json = RowJson.of(layout.columns(ordinals), ordinals, settings)::of;
        this.column = layout.letterColumn() < 0 ? null : new LetterStruct(layout, json);
    }

    @Override
    public ProducerRecord<byte[], byte[]> make(InternalRow row) {
        rows++;
        if (column != null && column.isSet(row)) {
            return letter(column.letter(row, plan.query()));
        }
        if (plan.rejected() == RejectedRows.FAIL) {
            return maker.make(row);
        }
        try {
            ProducerRecord<byte[], byte[]> record = maker.make(row);
            Optional<String> problem = RecordLimits.problem(connection, record);
            return problem.isEmpty()
                    ? record
                    : rejected(row, KafkaError.RECORD_UNACCEPTABLE.name(), problem.get());
        } catch (MillraceException e) {
            if (e.code() instanceof SinkError) {
                return rejected(row, e.code().name(), e.text());
            }
            throw e;
        }
    }

    private ProducerRecord<byte[], byte[]> rejected(InternalRow row, String code, String problem) {
        return letter(
                new DeadLetter(
                        null,
                        json.of(row),
                        List.of(),
                        LetterContent.ROW,
                        Optional.empty(),
                        new LetterReason(code, problem),
                        plan.query(),
                        Instant.now()));
    }

    private ProducerRecord<byte[], byte[]> letter(DeadLetter letter) {
        letters++;
        if (first == null) {
            first = letter.reason();
        }
        if (plan.limit().isExceeded(rows, letters)) {
            throw SinkError.TOO_MANY_ROWS_REJECTED.exception(
                    letters,
                    rows,
                    plan.topic(),
                    plan.limit().rate(),
                    first.code() + " " + first.message());
        }
        ProducerRecord<byte[], byte[]> record = LetterEnvelope.seal(letter, plan.topic());
        RecordLimits.problem(connection, record)
                .ifPresent(
                        problem -> {
                            throw SinkError.ROW_LETTER_TOO_LARGE.exception(plan.topic(), problem);
                        });
        return record;
    }
}
