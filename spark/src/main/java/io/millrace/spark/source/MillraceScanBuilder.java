package io.millrace.spark.source;

import io.millrace.common.option.OptionValues;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.spark.decode.SourceFormat;
import io.millrace.spark.decode.SourceFormats;
import io.millrace.spark.decode.ValueDecoding;
import io.millrace.spark.option.TableError;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.option.ValueFormat;
import io.millrace.spark.predicate.PredicateTranslation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the scan of a table that is read. Spark prunes its columns and pushes predicates for batch
 * reads only.
 */
public final class MillraceScanBuilder
        implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {

    private final OptionValues options;
    private final SourceSettings settings;
    private final ValueDecoding decoding;
    private final ReadColumns all;
    private ReadColumns required;
    private final Map<Predicate, RowPredicate> pushed = new LinkedHashMap<>();

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

    /** Spark applies all of them again: a row may be given that does not satisfy them. */
    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        pushed.clear();
        if (options.get(SourceOptions.PUSH_DOWN_PREDICATE)) {
            PredicateTranslation translation = new PredicateTranslation(all.schema());
            for (Predicate predicate : predicates) {
                translation.translate(predicate).ifPresent(p -> pushed.put(predicate, p));
            }
        }
        return predicates;
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.keySet().toArray(Predicate[]::new);
    }

    @Override
    public Scan build() {
        List<RowPredicate> ofColumns =
                pushed.values().stream()
                        .filter(p -> p.roots().stream().allMatch(c -> required.find(c).isPresent()))
                        .toList();
        return new MillraceScan(options, settings, all, RowFilter.NONE, decoding)
                .with(required, ofColumns);
    }

    /** The columns of a table whose user declared none. */
    public static StructType inferSchema(OptionValues options) {
        return options.find(TableOptions.VALUE_SCHEMA)
                .map(StructType::fromDDL)
                .orElseGet(() -> format(options).inferSchema(options));
    }

    /**
     * The topics that dead letters of a table with these options may go to; none where records that
     * cannot be decoded have another fate.
     */
    public static Set<String> deadLetterTopics(OptionValues options) {
        if (options.get(SourceOptions.VALUE_MALFORMED) != MalformedPolicy.DEADLETTER) {
            return Set.of();
        }
        SourceSettings source = SourceSettings.of(options);
        return source.deadLetters().orElseThrow().topicsFor(source.selection());
    }

    private static SourceFormat format(OptionValues options) {
        return SourceFormats.of(options.get(TableOptions.VALUE_FORMAT));
    }
}
