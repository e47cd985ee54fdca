package io.millrace.spark.source;

import io.millrace.format.predicate.RowSelection;
import io.millrace.format.predicate.RowSelection.Rule;
import io.millrace.kafka.fetch.FetchSettings;
import io.millrace.spark.deadletter.DeadLetterPlan;
import io.millrace.spark.deadletter.RecordLetters;
import io.millrace.spark.decode.ValueDecoding;
import io.millrace.spark.sink.kafka.TaskTransactions;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Opens splits on the executors, to give columns or rows. */
record SplitReaderFactory(
        FetchSettings fetch,
        MalformedPolicy onMalformed,
        ReadColumns columns,
        RowFilter filter,
        ValueDecoding decoding,
        ScannedRecords.Counter scanned,
        ReadReports reportsOrNull,
        DeadLetterPlan lettersOrNull)
        implements PartitionReaderFactory {

    private static final long serialVersionUID = 1L;

    /** The same, which adds what it reads to the records of a stream. */
    SplitReaderFactory counting(ScannedRecords records) {
        return new SplitReaderFactory(
                fetch,
                onMalformed,
                columns,
                filter,
                decoding,
                records.counter(),
                reportsOrNull,
                lettersOrNull);
    }

    /** Where tasks report what they have read; a batch read has nobody to report to. */
    Optional<ReadReports> reports() {
        return Optional.ofNullable(reportsOrNull);
    }

    /** The same for a stream, whose tasks report. */
    SplitReaderFactory reportingTo(ReadReports reports) {
        return new SplitReaderFactory(
                fetch, onMalformed, columns, filter, decoding, scanned, reports, lettersOrNull);
    }

    /** The same for a stream with dead letters, if it has them. */
    SplitReaderFactory withDeadLetters(Optional<DeadLetterPlan> plan) {
        return new SplitReaderFactory(
                fetch,
                onMalformed,
                columns,
                filter,
                decoding,
                scanned,
                reportsOrNull,
                plan.orElse(null));
    }

    /** Takes the dead letters of a split. */
    RecordLetters letters(Split split) {
        return lettersOrNull == null
                ? RecordLetters.NONE
                : lettersOrNull.open(split.range(), split.part(), () -> transaction(lettersOrNull));
    }

    /** What reads in a task may run in another thread than what writes, but not in another task. */
    private static Optional<Consumer<ProducerRecord<byte[], byte[]>>> transaction(
            DeadLetterPlan letters) {
        TaskContext task = TaskContext.get();
        return task == null
                ? Optional.empty()
                : TaskTransactions.of(task.taskAttemptId(), letters.connection())
                        .map(transaction -> transaction::send);
    }

    /** Which records are wanted, as far as their values tell. */
    RowSelection valuesWanted() {
        return new RowSelection(
                filter.ofValue(),
                onMalformed == MalformedPolicy.NULL ? Rule.BY_WHOLE_ROW : Rule.BY_TESTED_FIELDS);
    }

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        return read(partition, split -> new SplitReader(split, this));
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return partition instanceof TailSplit tail
                ? new TailRowReader(tail, this)
                : read(partition, split -> new SplitRowReader(split, this));
    }

    private static <T> PartitionReader<T> read(
            InputPartition partition, Function<Split, PartitionReader<T>> open) {
        return partition instanceof SplitGroup group
                ? new SplitGroupReader<>(group, open)
                : open.apply((Split) partition);
    }
}
