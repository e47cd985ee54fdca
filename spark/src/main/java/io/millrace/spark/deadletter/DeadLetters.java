package io.millrace.spark.deadletter;

import io.millrace.common.PublicApi;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Functions whose failures become dead letters. */
@PublicApi
public final class DeadLetters {

    private DeadLetters() {}

    /**
     * Applies a function to each row. Where it throws, the query goes on, and a millrace sink
     * writes the row that the function was given to the dead-letter topic: as JSON, with the class
     * and the message of the exception, and with the place of its record if the rows have the
     * columns {@code _topic}, {@code _partition} and {@code _offset}.
     *
     * <p>This must be the last step before the sink: what it gives has the column {@code
     * _deadletter}, which later steps have to keep, and where that is set all others are null.
     *
     * @param output the columns of what the function returns
     */
    public static Dataset<Row> guard(
            Dataset<Row> rows, StructType output, MapFunction<Row, Row> function) {
        StructType guarded =
                output.asNullable().add(DeadLetterColumn.NAME, DeadLetterColumn.TYPE, true);
        return rows.map(new GuardedFunction(function, output.length()), Encoders.row(guarded));
    }
}
