package io.millrace.spark.source;

import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.option.ValueFormat;
import io.millrace.spark.record.RecordField;
import io.millrace.spark.record.RecordField.HeadersColumn;
import java.util.Locale;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Makes the scan of a table that is read. Spark prunes its columns for batch reads only. */
public final class MillraceScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {

    private final OptionValues options;
    private final SourceSettings settings;
    private final ReadColumns all;
    private ReadColumns required;

    /**
     * @param schema the columns of the table
     * @throws io.millrace.common.error.MillraceException if the options or the schema do not fit
     */
    public MillraceScanBuilder(OptionValues options, StructType schema) {
        this.options = options;
        this.settings = SourceSettings.of(options);
        checkSchema(settings.format(), schema);
        this.all = ReadColumns.all(settings.format(), schema);
        this.required = all;
    }

    @Override
    public void pruneColumns(StructType requiredSchema) {
        required = all.as(requiredSchema);
    }

    @Override
    public Scan build() {
        String timeZone = SQLConf.get().sessionLocalTimeZone();
        return new MillraceScan(options, settings, required, timeZone);
    }

    private static void checkSchema(ValueFormat format, StructType schema) {
        if (format != ValueFormat.RAW && schema.isEmpty()) {
            throw SourceError.SCHEMA_MISSING.exception(format.name().toLowerCase(Locale.ROOT));
        }
        boolean oneString =
                schema.length() == 1 && schema.fields()[0].dataType() instanceof StringType;
        if (format == ValueFormat.TEXT && !oneString) {
            throw SourceError.SCHEMA_MISMATCH.exception(
                    "text", "one column of type STRING", schema.sql());
        }
    }

    /** The columns of a table whose user declared none. */
    public static StructType inferSchema(OptionValues options) {
        ValueFormat format = options.get(TableOptions.VALUE_FORMAT);
        if (options.isSet(TableOptions.VALUE_SCHEMA)) {
            return StructType.fromDDL(options.get(TableOptions.VALUE_SCHEMA));
        }
        return switch (format) {
            case RAW ->
                    RecordField.rawSchema(
                            options.get(SourceOptions.INCLUDE_HEADERS)
                                    ? HeadersColumn.INCLUDED
                                    : HeadersColumn.LEFT_OUT);
            case TEXT -> new StructType().add("value", DataTypes.StringType);
            case JSON -> throw SourceError.SCHEMA_MISSING.exception("json");
        };
    }
}
