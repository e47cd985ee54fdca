package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.json.JsonFormat;
import io.millrace.format.predicate.RowSelection;
import io.millrace.spark.column.ColumnTypes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.internal.LegacyBehaviorPolicy;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Makes JSON decoders: the fast scanner in front, Spark's own parser for what is not plain. */
final class JsonDecoding {

    /**
     * Options that change nothing about plain documents: they allow more than JSON does, or say how
     * dates are read, which the scanner knows. With any other the scanner stands aside.
     */
    private static final Set<String> KNOWN_TO_SCANNER =
            Set.of(
                    "allowcomments",
                    "allowunquotedfieldnames",
                    "allowsinglequotes",
                    "allownumericleadingzeros",
                    "allownonnumericnumbers",
                    "allowbackslashescapinganycharacter",
                    "allowunquotedcontrolchars",
                    "columnnameofcorruptrecord",
                    "ignorenullfields",
                    "timezone",
                    "dateformat",
                    "timestampformat",
                    "timestampntzformat");

    private final JSONOptions options;
    private final boolean scannable;

    JsonDecoding(Map<String, String> given, String timeZone) {
        this.options =
                new JSONOptions(
                        Map$.MODULE$.from(CollectionConverters.asScala(given)), timeZone, "");
        this.scannable =
                given.keySet().stream()
                                .allMatch(
                                        k -> KNOWN_TO_SCANNER.contains(k.toLowerCase(Locale.ROOT)))
                        && SQLConf.get().legacyTimeParserPolicy() != LegacyBehaviorPolicy.LEGACY();
    }

    RecordDecoder newDecoder(StructType schema, ColumnSink[] columns) {
        RecordDecoder spark = new SparkJsonDecoder(schema, columns, options);
        if (!scannable) {
            return spark;
        }
        return format().decoder(ColumnTypes.structType(schema), columns, spark);
    }

    /** Whether the scanner reads documents with these options. */
    boolean scans() {
        return scannable;
    }

    /** A decoder with a predicate, of which the fallback knows, too. */
    RecordDecoder newDecoder(
            StructType schema,
            ColumnSink[] columns,
            RowSelection selection,
            RecordDecoder fallback) {
        return format().decoder(ColumnTypes.structType(schema), columns, selection, fallback);
    }

    private JsonFormat format() {
        JsonFormat format = JsonFormat.inZone(options.zoneId());
        if (options.dateFormatInRead().isDefined()) {
            format = format.withDates(SparkTemporals.dates(options));
        }
        if (options.timestampFormatInRead().isDefined()) {
            format = format.withTimestamps(SparkTemporals.timestamps(options));
        }
        if (options.timestampNTZFormatInRead().isDefined()) {
            format = format.withLocalTimestamps(SparkTemporals.localTimestamps(options));
        }
        return format;
    }
}
