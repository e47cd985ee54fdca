package io.millrace.spark.source;

import io.millrace.common.option.OptionValues;
import io.millrace.spark.decode.SourceFormat;
import io.millrace.spark.decode.SourceFormats;
import io.millrace.spark.decode.ValueDecoding;
import io.millrace.spark.option.TableError;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.option.ValueFormat;
import java.util.Locale;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Makes the scan of a table that is read. Spark prunes its columns for batch reads only. */
public final class MillraceScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {

    private final OptionValues options;
    private final SourceSettings settings;
    private final ValueDecoding decoding;
    private final ReadColumns all;
    private ReadColumns required;

    /**
     * @param schema the columns of the table
     * @throws io.millrace.common.error.MillraceException if the options or the schema do not fit
     */
    public MillraceScanBuilder(OptionValues options, StructType schema) {
        this.options = options;
        this.settings = SourceSettings.of(options);
        if (settings.format() != ValueFormat.RAW && schema.isEmpty()) {
            throw TableError.SCHEMA_MISSING.exception(
                    settings.format().name().toLowerCase(Locale.ROOT));
        }
        this.decoding = format(options).plan(options, schema);
        this.all = ReadColumns.all(settings.format(), schema);
        this.required = all;
    }

    @Override
    public void pruneColumns(StructType requiredSchema) {
        required = all.as(requiredSchema);
    }

    @Override
    public Scan build() {
        return new MillraceScan(options, settings, required, decoding);
    }

    /** The columns of a table whose user declared none. */
    public static StructType inferSchema(OptionValues options) {
        return options.find(TableOptions.VALUE_SCHEMA)
                .map(StructType::fromDDL)
                .orElseGet(() -> format(options).inferSchema(options));
    }

    private static SourceFormat format(OptionValues options) {
        return SourceFormats.of(options.get(TableOptions.VALUE_FORMAT));
    }
}
