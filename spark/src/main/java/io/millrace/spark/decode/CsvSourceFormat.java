package io.millrace.spark.decode;

import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.TableError;
import io.millrace.spark.option.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** One line of separated values, read as {@code from_csv} reads it. */
final class CsvSourceFormat implements SourceFormat {

    private static final String LINE =
            "a record is one line of values, in the order of the columns";

    private static final Map<String, String> REFUSED =
            Map.of(
                    "mode",
                    "value.malformed says what becomes of records that do not fit",
                    "header",
                    LINE,
                    "multiline",
                    LINE,
                    "linesep",
                    LINE,
                    "encoding",
                    "values are UTF-8",
                    "charset",
                    "values are UTF-8",
                    "singlevariantcolumn",
                    "no column holds a variant");

    @Override
    public void checkParserSettings(OptionValues options) {
        TableOptions.refuse(TableOptions.CSV, options.withPrefix(TableOptions.CSV), REFUSED);
    }

    @Override
    public StructType inferSchema(OptionValues options) {
        throw TableError.SCHEMA_MISSING.exception("csv");
    }

    @Override
    public ValueDecoding plan(OptionValues options, StructType schema) {
        Map<String, String> ofParser = new TreeMap<>(options.withPrefix(TableOptions.CSV));
        String timeZone = SQLConf.get().sessionLocalTimeZone();
        CSVOptions parsed = parse(ofParser, timeZone);
        String corrupt = parsed.columnNameOfCorruptRecord();
        List<StructField> line = new ArrayList<>();
        for (StructField field : schema.fields()) {
            if (!field.name().equals(corrupt)) {
                checkType(field);
                line.add(field);
            } else if (!(field.dataType() instanceof StringType)) {
                throw TableError.SCHEMA_MISMATCH.exception(
                        "csv", "a column " + corrupt + " of type STRING", field.dataType().sql());
            }
        }
        if (line.isEmpty()) {
            throw TableError.SCHEMA_MISSING.exception("csv");
        }
        return new CsvValueDecoding(
                new StructType(line.toArray(StructField[]::new)), ofParser, timeZone, corrupt);
    }

    private static void checkType(StructField field) {
        DataType type = field.dataType();
        if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
            throw TableError.SCHEMA_MISMATCH.exception(
                    "csv",
                    "columns without structs, arrays and maps",
                    field.name() + " " + type.sql());
        }
    }

    /** Spark's own check of the options, said in the words of options. */
    private static CSVOptions parse(Map<String, String> ofParser, String timeZone) {
        try {
            return CsvDecoding.options(ofParser, timeZone);
        } catch (RuntimeException e) {
            throw OptionError.INVALID_OPTION.causedBy(
                    e,
                    TableOptions.CSV + "*",
                    ofParser,
                    "options of Spark's CSV parser (" + e.getMessage() + ")");
        }
    }
}
