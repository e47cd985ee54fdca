package io.millrace.spark.source;

import io.millrace.common.option.OptionValues;
import io.millrace.spark.decode.ValueDecoding;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final ValueDecoding decoding;

    /** Set, for this scan and those made of it, when the query turns out to be a real-time one. */
    private final AtomicBoolean realTime;

    MillraceScan(
            OptionValues options,
            SourceSettings settings,
            ReadColumns columns,
            ValueDecoding decoding) {
        this(options, settings, columns, decoding, new AtomicBoolean());
    }

    private MillraceScan(
            OptionValues options,
            SourceSettings settings,
            ReadColumns columns,
            ValueDecoding decoding,
            AtomicBoolean realTime) {
        this.options = options;
        this.settings = settings;
        this.columns = columns;
        this.decoding = decoding;
        this.realTime = realTime;
    }

    /** The same scan that gives fewer columns. */
    MillraceScan with(ReadColumns fewer) {
        return new MillraceScan(options, settings, fewer, decoding, realTime);
    }

    /**
     * From now on gives rows as they arrive.
     *
     * @throws io.millrace.common.error.MillraceException if an option asks for what then cannot be
     */
    void prepareForRealTime() {
        StreamLimits.refuse(options);
        realTime.set(true);
    }

    ReadColumns columns() {
        return columns;
    }

    SplitReaderFactory readerFactory() {
        return new SplitReaderFactory(
                settings.fetch(), settings.onMalformed(), columns, decoding, null);
    }

    @Override
    public StructType readSchema() {
        return columns.schema();
    }

    @Override
    public String description() {
        return settings.description() + " columns " + columns.schema().simpleString();
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
        return new MillraceBatch(
                settings,
                SourcePositions.ofBatch(options),
                SourcePositions.end(options),
                readerFactory());
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        RunningQuery query = RunningQuery.ofThisThread();
        return new MillraceStream(
                new StreamDriver(
                        settings,
                        StreamLimits.of(options),
                        SourcePositions.ofStream(options, query.name()),
                        new InitialOffsets(checkpointLocation),
                        query,
                        CommitGroup.toCommitTo(options, query.name()),
                        InstantSource.system()),
                this);
    }
}
