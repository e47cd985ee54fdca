package io.millrace.spark.sink.jdbc;

import io.millrace.common.PublicApi;
import io.millrace.common.option.OptionGroup;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.sink.jdbc.database.TableSink;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sink {@code millrace-jdbc}: a table of a database that batches and streams are written to,
 * from the Dataset API and from SQL ({@code CREATE TABLE … USING `millrace-jdbc`}).
 *
 * <p>A streaming query's rows are there exactly once: the rows of a task and the number of its
 * micro-batch are committed in one transaction, a micro-batch that is repeated after a failure
 * skips the tasks that are there, and a run that was overtaken by another on the same checkpoint
 * commits nothing. A batch write commits each task for itself; a task that is repeated may write
 * its rows twice.
 */
@PublicApi
public final class JdbcProvider implements TableProvider, DataSourceRegister {

    /** Every option of a table. */
    public static final OptionGroup OPTIONS = JdbcOptions.ALL;

    /** The name of the format. */
    public static final String NAME = "millrace-jdbc";

    /** The option that says which table is written. */
    public static final String TABLE_OPTION = JdbcOptions.TABLE.key();

    private static final Logger LOG = LoggerFactory.getLogger(JdbcProvider.class);

    @Override
    public String shortName() {
        return NAME;
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    /** Any columns may be written that the table has; it is looked at when a query starts. */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new StructType();
    }

    @Override
    public Table getTable(
            StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new JdbcTable(properties, schema);
    }

    /** Reads the options of a table. */
    public static OptionValues parse(Map<String, String> given) {
        OptionValues options = OPTIONS.parse(TableOptions.ofUser(given));
        options.warnings().forEach(LOG::warn);
        return options;
    }

    /**
     * Looks whether rows of these columns can be written, before a query starts.
     *
     * @throws io.millrace.common.error.MillraceException if they cannot
     */
    public static void check(Map<String, String> given, StructType schema) {
        TableSink.prepare(JdbcRequest.of(parse(given), schema));
    }
}
