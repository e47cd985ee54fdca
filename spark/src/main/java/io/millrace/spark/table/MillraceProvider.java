package io.millrace.spark.table;

import io.millrace.common.PublicApi;
import io.millrace.common.option.OptionGroup;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.decode.SourceFormats;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.sink.kafka.SinkOptions;
import io.millrace.spark.source.MillraceScanBuilder;
import io.millrace.spark.source.SourceOptions;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The data source {@code millrace}: Kafka topics as tables, read and written, in batches and
 * streams, from the Dataset API and from SQL ({@code CREATE TABLE … USING millrace}).
 */
@PublicApi
public final class MillraceProvider implements TableProvider, DataSourceRegister {

    /** Every option of a table. */
    public static final OptionGroup OPTIONS =
            TableOptions.group(SourceOptions.ALL, SourceFormats.options(), SinkOptions.ALL);

    private static final Logger LOG = LoggerFactory.getLogger(MillraceProvider.class);

    @Override
    public String shortName() {
        return "millrace";
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return MillraceScanBuilder.inferSchema(parse(options.asCaseSensitiveMap()));
    }

    @Override
    public Table getTable(
            StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new MillraceTable(properties, schema);
    }

    /** Reads the options of a table over the defaults of the active session. */
    public static OptionValues parse(Map<String, String> given) {
        Map<String, String> session =
                CollectionConverters.asJava(SparkSession.active().conf().getAll());
        OptionValues options = OPTIONS.parse(TableOptions.ofUser(given, session));
        options.warnings().forEach(LOG::warn);
        return options;
    }
}
