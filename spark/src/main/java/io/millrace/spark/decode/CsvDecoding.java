package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.csv.CsvFormat;
import io.millrace.format.csv.CsvFormat.Temporals;
import io.millrace.spark.column.ColumnTypes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.internal.LegacyBehaviorPolicy;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Makes decoders of lines: the fast scanner in front, Spark's own parser for what is not plain. */
final class CsvDecoding {

    /** A character that is in hardly any text, so that no line ends before its record does. */
    static final String NO_LINE_SEPARATOR = "\uFFFF";

    /**
     * Options that the scanner knows or that change nothing about plain lines. With any other it
     * stands aside.
     */
    private static final Set<String> KNOWN_TO_SCANNER =
            Set.of(
                    "sep",
                    "delimiter",
                    "quote",
                    "escape",
                    "nullvalue",
                    "columnnameofcorruptrecord",
                    "timezone",
                    "dateformat",
                    "timestampformat",
                    "timestampntzformat");

    private static final Set<String> TEMPORAL_FORMATS =
            Set.of("dateformat", "timestampformat", "timestampntzformat");

    private final StructType line;
    private final CSVOptions options;
    private final Optional<CsvFormat> scanner;

    /**
     * @param line the columns of a whole line
     * @param given the options as they were given
     */
    CsvDecoding(StructType line, CSVOptions options, Map<String, String> given) {
        this.line = line;
        this.options = options;
        this.scanner = scanner(options, given);
    }

    /** The options as {@code from_csv} takes them. */
    static CSVOptions options(Map<String, String> given, String timeZone) {
        Map<String, String> ofParser = new HashMap<>(given);
        ofParser.put("lineSep", NO_LINE_SEPARATOR);
        return new CSVOptions(
                Map$.MODULE$.from(CollectionConverters.asScala(ofParser)), true, timeZone);
    }

    private static Optional<CsvFormat> scanner(CSVOptions options, Map<String, String> given) {
        List<String> keys = given.keySet().stream().map(k -> k.toLowerCase(Locale.ROOT)).toList();
        if (!KNOWN_TO_SCANNER.containsAll(keys)
                || options.delimiter().length() != 1
                || SQLConf.get().legacyTimeParserPolicy() == LegacyBehaviorPolicy.LEGACY()) {
            return Optional.empty();
        }
        boolean iso = keys.stream().noneMatch(TEMPORAL_FORMATS::contains);
        return new CsvFormat(
                        options.delimiter().charAt(0),
                        options.quote(),
                        options.escape(),
                        options.nullValue(),
                        options.zoneId(),
                        iso ? Temporals.ISO_8601 : Temporals.OTHERWISE)
                .ifScannable();
    }

    RecordDecoder newDecoder(StructType requested, ColumnSink[] columns) {
        List<String> names = List.of(line.fieldNames());
        // Spark's parser relies on the order of the line.
        List<Integer> order =
                IntStream.range(0, columns.length)
                        .boxed()
                        .sorted(Comparator.comparing(i -> names.indexOf(requested.fieldNames()[i])))
                        .toList();
        StructType ordered =
                new StructType(
                        order.stream().map(i -> requested.fields()[i]).toArray(StructField[]::new));
        ColumnSink[] sinks = order.stream().map(i -> columns[i]).toArray(ColumnSink[]::new);
        RecordDecoder spark = new SparkCsvDecoder(line, ordered, sinks, options);
        List<Integer> positions =
                order.stream().map(i -> names.indexOf(requested.fieldNames()[i])).toList();
        return scanner.map(
                        format ->
                                format.decoder(
                                        positions,
                                        line.length(),
                                        ColumnTypes.structType(ordered),
                                        sinks,
                                        spark))
                .orElse(spark);
    }
}
