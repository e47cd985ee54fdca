package io.millrace.spark.sink.json;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as JSON objects, as {@code to_json} gives them. Not thread-safe. */
public final class RowJson {

    /** Options of Spark's generator and the session's time zone. */
    public record Settings(Map<String, String> options, String timeZone) implements Serializable {

        private static final long serialVersionUID = 1L;

        private JSONOptions toSpark() {
            return new JSONOptions(
                    Map$.MODULE$.from(CollectionConverters.asScala(options)), timeZone, "");
        }
    }

    @FunctionalInterface
    private interface Writer {
        byte[] write(InternalRow row);
    }

    private final Writer writer;

    private RowJson(Writer writer) {
        this.writer = writer;
    }

    /**
     * @param type the columns that make the object
     * @param ordinals where each of them lies in a row
     */
    public static RowJson of(StructType type, List<Integer> ordinals, Settings settings) {
        JSONOptions options = settings.toSpark();
        return new RowJson(
                direct(type, ordinals, options)
                        .orElseGet(() -> new SparkJson(type, ordinals, options)::write));
    }

    /** Straight into bytes, if there is no type and no option that only Spark's generator knows. */
    private static Optional<Writer> direct(
            StructType type, List<Integer> ordinals, JSONOptions options) {
        if (options.pretty() || options.writeNonAsciiCharacterAsCodePoint()) {
            return Optional.empty();
        }
        int[] positions = ordinals.stream().mapToInt(Integer::intValue).toArray();
        return new JsonValues(options).object(type, positions).map(RowJson::direct);
    }

    private static Writer direct(JsonObjectWriter object) {
        JsonBuffer json = new JsonBuffer();
        return row -> {
            json.clear();
            object.write(json, row);
            return json.toBytes();
        };
    }

    public byte[] of(InternalRow row) {
        return writer.write(row);
    }
}
