package io.millrace.spark.source;

import io.millrace.common.option.OptionValues;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.spark.deadletter.Placement;
import io.millrace.spark.decode.ValueDecoding;
import io.millrace.spark.query.RunningQuery;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;

/** A scan of a table, of which both a batch and a stream can be made. */
final class MillraceScan implements Scan {

    private final OptionValues options;
    private final SourceSettings settings;
    private final ReadColumns columns;
    private final RowFilter filter;
    private final ValueDecoding decoding;

    /** Set, for this scan and those made of it, when the query turns out to be a real-time one. */
    private final AtomicBoolean realTime;

    /** Which transaction takes the dead letters of a stream. */
    private final Placement letters;

    MillraceScan(
            OptionValues options,
            SourceSettings settings,
            ReadColumns columns,
            RowFilter filter,
            ValueDecoding decoding) {
        this(
                options,
                settings,
                columns,
                filter,
                decoding,
                new AtomicBoolean(),
                Placement.OF_ITS_OWN);
    }

    private MillraceScan(
            OptionValues options,
            SourceSettings settings,
            ReadColumns columns,
            RowFilter filter,
            ValueDecoding decoding,
            AtomicBoolean realTime,
            Placement letters) {
        this.options = options;
        this.settings = settings;
        this.columns = columns;
        this.filter = filter;
        this.decoding = decoding;
        this.realTime = realTime;
        this.letters = letters;
    }

    /**
     * The same scan that gives fewer columns, and not all of the rows that do not satisfy a
     * predicate.
     *
     * @param conjuncts the predicate: all of these must be true
     */
    MillraceScan with(ReadColumns fewer, List<RowPredicate> conjuncts) {
        RowFilter pushed =
                options.get(SourceOptions.PUSH_DOWN_PREDICATE)
                        ? RowFilter.of(conjuncts, fewer)
                        : RowFilter.NONE;
        boolean maySkip = decoding.maySkip(fewer.valueSchema());
        return new MillraceScan(
                options,
                settings,
                fewer,
                maySkip ? pushed : pushed.withoutValues(),
                decoding,
                realTime,
                letters);
    }

    /** The same scan, which is the only one of its stream in a plan. */
    MillraceScan readOnce() {
        return new MillraceScan(
                options, settings, columns, filter, decoding, realTime, Placement.BESIDE_OUTPUT);
    }

    Placement letters() {
        return letters;
    }

    /**
     * From now on gives rows as they arrive.
     *
     * @throws io.millrace.common.error.MillraceException if an option asks for what then cannot be
     */
    void prepareForRealTime() {
        StreamLimits.refuse(options);
        if (settings.deadLetters().isPresent()) {
            throw SourceError.DEAD_LETTERS_IN_REAL_TIME.exception();
        }
        realTime.set(true);
    }

    ReadColumns columns() {
        return columns;
    }

    SplitReaderFactory readerFactory() {
        return new SplitReaderFactory(
                settings.fetch(),
                settings.onMalformed(),
                columns,
                filter,
                decoding,
                ScannedRecords.UNCOUNTED,
                null,
                settings.deadLetters().orElse(null));
    }

    /** Leaves out of the ranges of a batch what this scan does not want. */
    RangePruning rangePruning() {
        return new RangePruning(filter, columns);
    }

    @Override
    public StructType readSchema() {
        return columns.schema();
    }

    @Override
    public String description() {
        String pushed =
                filter.conjuncts().stream()
                        .map(RowPredicate::toString)
                        .collect(Collectors.joining(", ", "[", "]"));
        return settings.description()
                + " columns "
                + columns.schema().simpleString()
                + " pushed filters "
                + pushed;
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return realTime.get() ? ColumnarSupportMode.UNSUPPORTED : ColumnarSupportMode.SUPPORTED;
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ScanMetrics.declared();
    }

    @Override
    public Batch toBatch() {
        settings.deadLetters().ifPresent(plan -> plan.checkTopics(settings.selection()));
        return new MillraceBatch(
                settings,
                SourcePositions.ofBatch(options),
                SourcePositions.end(options),
                readerFactory());
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        RunningQuery query = RunningQuery.ofThisThread();
        settings.deadLetters().ifPresent(plan -> plan.checkTopics(settings.selection()));
        return new MillraceStream(
                new StreamDriver(
                        settings,
                        StreamLimits.of(options),
                        SourcePositions.ofStream(options, query.name()),
                        new InitialOffsets(checkpointLocation),
                        query,
                        CommitGroup.toCommitTo(options, query.name()),
                        settings.deadLetters()
                                .map(
                                        plan ->
                                                plan.ofStream(
                                                        query.forLetters(),
                                                        new Path(checkpointLocation).getName())),
                        InstantSource.system()),
                this);
    }
}
