package io.millrace.spark.source;

import io.millrace.common.option.OptionValues;
import io.millrace.spark.decode.ValueDecoding;
import java.time.InstantSource;
import java.util.Map;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** A scan of a table, of which both a batch and a stream can be made. */
final class MillraceScan implements Scan {

    private final OptionValues options;
    private final SourceSettings settings;
    private final ReadColumns columns;
    private final String timeZone;

    MillraceScan(
            OptionValues options, SourceSettings settings, ReadColumns columns, String timeZone) {
        this.options = options;
        this.settings = settings;
        this.columns = columns;
        this.timeZone = timeZone;
    }

    /** The same scan that gives fewer columns. */
    MillraceScan with(ReadColumns fewer) {
        return new MillraceScan(options, settings, fewer, timeZone);
    }

    ReadColumns columns() {
        return columns;
    }

    SplitReaderFactory readerFactory() {
        ValueDecoding decoding =
                new ValueDecoding(
                        settings.format(),
                        columns.valueSchema(),
                        settings.jsonOptions(),
                        timeZone,
                        corruptRecordColumn());
        return new SplitReaderFactory(settings.fetch(), settings.onMalformed(), columns, decoding);
    }

    private String corruptRecordColumn() {
        return settings.jsonOptions().entrySet().stream()
                .filter(option -> option.getKey().equalsIgnoreCase("columnNameOfCorruptRecord"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> SQLConf.get().columnNameOfCorruptRecord());
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
        return ColumnarSupportMode.SUPPORTED;
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
        return new MillraceStream(
                new StreamDriver(
                        settings,
                        StreamLimits.of(options),
                        SourcePositions.ofStream(options),
                        new InitialOffsets(checkpointLocation),
                        InstantSource.system()),
                this);
    }
}
