package io.millrace.dstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kafka.plan.DataLossPolicy;
import io.millrace.kafka.plan.OffsetRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the ranges of a batch as typed columns, with the decoders of {@code format("millrace")}.
 *
 * @param schema the columns of the value; null where the format finds them itself
 * @param options as for {@code format("millrace")}; what to read is not among them
 * @param columns what to select; all columns of the value if empty
 */
record DecodedBatch(StructType schema, HashMap<String, String> options, List<String> columns)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The rows of a batch; empty if it has no offsets. */
    Optional<Dataset<Row>> read(DirectRdd<?, ?> batch) {
        // Looks whether these are still the topics that were planned with.
        List<OffsetRange> ranges =
                List.of(batch.partitions()).stream()
                        .map(partition -> ((DirectPartition) partition).range())
                        .filter(range -> range.size() > 0)
                        .toList();
        if (ranges.isEmpty()) {
            return Optional.empty();
        }
        SparkSession session =
                SparkSession.builder().config(batch.context().getConf()).getOrCreate();
        DataFrameReader reader = session.read().format("millrace").options(options(batch, ranges));
        Optional.ofNullable(schema).ifPresent(reader::schema);
        Dataset<Row> all = reader.load();
        return Optional.of(
                columns.isEmpty()
                        ? all
                        : all.select(columns.stream().map(functions::col).toArray(Column[]::new)));
    }

    private Map<String, String> options(DirectRdd<?, ?> batch, List<OffsetRange> ranges) {
        Map<String, String> all = new HashMap<>(options);
        batch.settings()
                .connection()
                .settings()
                .forEach((key, value) -> all.put("kafka." + key, value));
        all.put("kafka.bootstrap.servers", batch.settings().connection().bootstrapServers());
        all.put(
                "failOnDataLoss",
                String.valueOf(batch.settings().onDataLoss() == DataLossPolicy.FAIL));
        all.put("assign", partitions(ranges));
        all.put("startingOffsets", offsets(ranges, OffsetRange::from));
        all.put("endingOffsets", offsets(ranges, OffsetRange::until));
        return all;
    }

    private static String partitions(List<OffsetRange> ranges) {
        Map<String, List<Integer>> topics = new TreeMap<>();
        for (OffsetRange range : ranges) {
            topics.computeIfAbsent(range.partition().topic(), topic -> new ArrayList<>())
                    .add(range.partition().partition());
        }
        return JSON.valueToTree(topics).toString();
    }

    private static String offsets(List<OffsetRange> ranges, ToLongFunction<OffsetRange> offset) {
        Map<String, Map<Integer, Long>> topics = new TreeMap<>();
        for (OffsetRange range : ranges) {
            topics.computeIfAbsent(range.partition().topic(), topic -> new TreeMap<>())
                    .put(range.partition().partition(), offset.applyAsLong(range));
        }
        return JSON.valueToTree(topics).toString();
    }
}
