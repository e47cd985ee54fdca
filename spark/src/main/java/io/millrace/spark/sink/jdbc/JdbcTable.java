package io.millrace.spark.sink.jdbc;

import io.millrace.common.option.OptionValues;
import io.millrace.spark.query.RunningQuery;
import io.millrace.spark.sink.jdbc.database.JdbcError;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.streaming.ReportsSinkMetrics;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A table of a database, for one query at a time. */
final class JdbcTable implements SupportsWrite, ReportsSinkMetrics {

    private static final Set<TableCapability> CAPABILITIES =
            EnumSet.of(
                    TableCapability.BATCH_WRITE,
                    TableCapability.STREAMING_WRITE,
                    TableCapability.ACCEPT_ANY_SCHEMA);

    private final Map<String, String> given;
    private final OptionValues options;
    private final StructType schema;
    private final SinkProgress progress = new SinkProgress();
    private final CurrentRun run = new CurrentRun();

    JdbcTable(Map<String, String> given, StructType schema) {
        this.given = Map.copyOf(given);
        this.options = JdbcProvider.parse(given);
        this.schema = schema.asNullable();
    }

    /** Spark says of it that it does not support an output mode. */
    @Override
    public String name() {
        return JdbcProvider.NAME
                + "["
                + options.find(JdbcOptions.TABLE).orElse("")
                + ", write.mode="
                + options.get(JdbcOptions.WRITE_MODE).name().toLowerCase(Locale.ROOT)
                + "]";
    }

    @Override
    public Column[] columns() {
        Column[] columns = new Column[schema.length()];
        for (int i = 0; i < columns.length; i++) {
            StructField field = schema.fields()[i];
            columns[i] = Column.create(field.name(), field.dataType());
        }
        return columns;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        OptionValues all = over(info.options());
        JdbcWrite write =
                new JdbcWrite(
                        JdbcRequest.of(all, info.schema()),
                        info.schema(),
                        info.queryId(),
                        run,
                        progress);
        if (all.get(JdbcOptions.WRITE_MODE) == WriteMode.UPSERT) {
            return new UpsertBuilder(write);
        }
        refuseUpdates(write.table());
        return new AppendBuilder(write);
    }

    /** Spark asks the builder, which cannot say what to do instead. */
    private static void refuseUpdates(String table) {
        RunningQuery.ofThisThread()
                .outputMode()
                .filter("update"::equalsIgnoreCase)
                .ifPresent(
                        mode -> {
                            throw JdbcError.JDBC_MODE_CONFLICT.exception(table, "update");
                        });
    }

    private OptionValues over(CaseInsensitiveStringMap more) {
        if (more.isEmpty()) {
            return options;
        }
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(given);
        all.putAll(more.asCaseSensitiveMap());
        return JdbcProvider.parse(all);
    }

    @Override
    public Map<String, String> metrics() {
        return progress.metrics();
    }

    /** Spark shows this as the name of the sink. */
    @Override
    public String toString() {
        return name();
    }
}
