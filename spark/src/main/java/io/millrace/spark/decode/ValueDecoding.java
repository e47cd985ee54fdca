package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.spark.option.ValueFormat;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How values are decoded, as the driver sends it to the tasks.
 *
 * @param schema the fields of the value that are asked for
 * @param jsonOptions options of Spark's JSON parser
 * @param timeZone the session's time zone, for timestamps without one
 */
public record ValueDecoding(
        ValueFormat format, StructType schema, Map<String, String> jsonOptions, String timeZone)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A decoder that writes one column for each field of the schema. */
    public RecordDecoder newDecoder(ColumnSink[] columns) {
        return switch (format) {
            case JSON -> new SparkJsonDecoder(schema, columns, sparkJsonOptions());
            case TEXT ->
                    (data, offset, length, row) -> {
                        columns[0].putBytes(row, data, offset, length);
                        return RecordDecoder.Outcome.DECODED;
                    };
            case RAW -> throw new IllegalStateException("values are not decoded as " + format);
        };
    }

    private JSONOptions sparkJsonOptions() {
        return new JSONOptions(
                Map$.MODULE$.from(CollectionConverters.asScala(jsonOptions)), timeZone, "");
    }
}
