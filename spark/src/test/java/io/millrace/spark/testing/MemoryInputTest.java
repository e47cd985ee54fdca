package io.millrace.spark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class MemoryInputTest {

    private static final StructType SCHEMA = StructType.fromDDL("word STRING, n BIGINT");

    private final SparkSession session = LocalStack.session();
    private final Path checkpoint = LocalStack.newDirectory("memory");
    private final MemoryInput<Row> input = MemoryInput.of(session, 3, Encoders.row(SCHEMA));

    private StreamingQuery start(Dataset<Row> rows, MemoryOutput<Row> output) throws Exception {
        return rows.writeStream()
                .outputMode("update")
                .foreachBatch(output)
                .option("checkpointLocation", checkpoint.toString())
                .start();
    }

    /** The program that docs/dstreams-migration.md shows. */
    @Test
    void aQueryGoesOnWhereItStopped() throws Exception {
        Dataset<Row> sums = input.toDataset().groupBy("word").sum("n");
        MemoryOutput<Row> output = new MemoryOutput<>();

        StreamingQuery query = start(sums, output);
        input.add(RowFactory.create("a", 1L), RowFactory.create("b", 2L));
        query.processAllAvailable();
        input.add(RowFactory.create("a", 3L));
        query.processAllAvailable();
        query.stop();

        input.add(RowFactory.create("b", 5L));
        query = start(sums, output);
        query.processAllAvailable();
        query.stop();

        assertThat(output.batches().get(0))
                .containsExactlyInAnyOrder(RowFactory.create("a", 1L), RowFactory.create("b", 2L));
        assertThat(output.batches().subList(1, 3))
                .containsExactly(
                        List.of(RowFactory.create("a", 4L)), List.of(RowFactory.create("b", 7L)));
        assertThat(output.rows()).hasSize(4);
    }

    @Test
    void rowsAreDealtToPartitions() throws Exception {
        Dataset<Row> placed = input.toDataset().selectExpr("word", "spark_partition_id() AS p");
        MemoryOutput<Row> output = new MemoryOutput<>();
        StreamingQuery query = start(placed, output);
        input.add(
                List.of("a", "b", "c", "d").stream()
                        .map(word -> RowFactory.create(word, 0L))
                        .toList());
        query.processAllAvailable();
        query.stop();

        assertThat(output.rows())
                .containsExactlyInAnyOrder(
                        RowFactory.create("a", 0),
                        RowFactory.create("b", 1),
                        RowFactory.create("c", 2),
                        RowFactory.create("d", 0));
    }

    /** A sink that writes exactly once has a repeated micro-batch once. */
    @Test
    void aRepeatedMicroBatchCountsOnce() {
        MemoryOutput<Row> output = new MemoryOutput<>();
        Dataset<Row> one = session.createDataFrame(List.of(RowFactory.create("a", 1L)), SCHEMA);
        Dataset<Row> two = session.createDataFrame(List.of(RowFactory.create("b", 2L)), SCHEMA);

        output.call(one, 4L);
        output.call(two, 5L);
        output.call(one, 4L);

        assertThat(output.batches())
                .containsExactly(
                        List.of(RowFactory.create("a", 1L)), List.of(RowFactory.create("b", 2L)));
    }
}
