package io.millrace.spark.sink.jdbc;

import io.millrace.spark.sink.jdbc.database.TableSink;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/**
 * A table of a database for those who write rows in tasks of their own, outside of Spark's queries.
 * Made on the driver, used by tasks; not thread-safe.
 */
public final class RowTable implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TableSink sink;
    private final StructType schema;
    private transient RowValues values;
    private transient Function1<Object, Object> converter;

    private RowTable(TableSink sink, StructType schema) {
        this.sink = sink;
        this.schema = schema;
    }

    /**
     * Looks at the table.
     *
     * @param options of the format {@link JdbcProvider#NAME}
     * @throws io.millrace.common.error.MillraceException if rows of these columns cannot be written
     */
    public static RowTable prepare(Map<String, String> options, StructType schema) {
        StructType nullable = schema.asNullable();
        return new RowTable(
                TableSink.prepare(JdbcRequest.of(JdbcProvider.parse(options), nullable)), nullable);
    }

    /** Writes to it. */
    public TableSink sink() {
        return sink;
    }

    /** A row as the sink takes it. */
    public Object[] values(Row row) {
        if (values == null) {
            values = new RowValues(schema);
            converter = CatalystTypeConverters.createToCatalystConverter(schema);
        }
        return values.of((InternalRow) converter.apply(row));
    }
}
