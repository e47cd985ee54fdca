package io.millrace.spark.decode;

import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.TableError;
import io.millrace.spark.option.TableOptions;
import java.util.Map;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** JSON objects, read as {@code from_json} reads them. */
final class JsonSourceFormat implements SourceFormat {

    private static final Map<String, String> REFUSED =
            Map.of("mode", "value.malformed says what becomes of records that do not fit");

    @Override
    public void checkParserSettings(OptionValues options) {
        TableOptions.refuse(TableOptions.JSON, options.withPrefix(TableOptions.JSON), REFUSED);
    }

    @Override
    public StructType inferSchema(OptionValues options) {
        throw TableError.SCHEMA_MISSING.exception("json");
    }

    @Override
    public ValueDecoding plan(OptionValues options, StructType schema) {
        Map<String, String> ofParser = options.withPrefix(TableOptions.JSON);
        return new JsonValueDecoding(
                ofParser, SQLConf.get().sessionLocalTimeZone(), corruptRecordColumn(ofParser));
    }

    private static String corruptRecordColumn(Map<String, String> ofParser) {
        return ofParser.entrySet().stream()
                .filter(option -> option.getKey().equalsIgnoreCase("columnNameOfCorruptRecord"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> SQLConf.get().columnNameOfCorruptRecord());
    }
}
