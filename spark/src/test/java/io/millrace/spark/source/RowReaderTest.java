package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.avro.RandomAvro;
import io.millrace.format.json.JsonDocuments;
import io.millrace.spark.LocalStack;
import io.millrace.spark.SparkTypes;
import io.millrace.spark.TestTopic;
import io.millrace.spark.table.MillraceProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the two readers: row by row, a source gives what it gives in columns. */
class RowReaderTest {

    private static final int RECORDS = 6_000;

    /**
     * Values of one format, and how they are read.
     *
     * @param schema null for the columns that the options say
     * @param values the value of each record, which may be null
     */
    private record Format(
            String name,
            StructType schema,
            Map<String, String> options,
            IntFunction<byte[]> values) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A format joins by a line. */
    static Stream<Format> formats() {
        JsonDocuments documents = JsonDocuments.oddAndDamaged(new Random(7));
        StructType document = SparkTypes.of(JsonDocuments.SCHEMA).add("_corrupt_record", "string");
        Map<String, String> json = Map.of("value.format", "json", "value.malformed", "null");
        return Stream.of(
                new Format("raw", null, Map.of("includeHeaders", "true"), RowReaderTest::text),
                new Format(
                        "text",
                        new StructType().add("line", "string"),
                        Map.of("value.format", "text"),
                        RowReaderTest::text),
                new Format("json", document, json, i -> documents.next()),
                avro());
    }

    private static Format avro() {
        RandomAvro avro = new RandomAvro(new Random(7));
        Schema schema = avro.schema();
        Map<String, String> options =
                Map.of(
                        "value.format", "avro",
                        "value.avro.schema", schema.toString(),
                        "value.malformed", "null");
        return new Format("avro", null, options, i -> avro.encoded(schema, avro.value(schema)));
    }

    private static byte[] text(int i) {
        return i % 97 == 0 ? null : ("é".repeat(i % 50) + i).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void givesTheRowsOfTheColumns(Format format) throws Exception {
        TestTopic topic = TestTopic.create("rows", 2);
        topic.sendAll(IntStream.range(0, RECORDS).mapToObj(i -> record(topic, format, i)).toList());
        Scan scan = scan(topic, format);
        Batch batch = scan.toBatch();
        PartitionReaderFactory factory = batch.createReaderFactory();

        int rows = 0;
        for (InputPartition split : batch.planInputPartitions()) {
            List<UnsafeRow> inColumns = inColumns(scan.readSchema(), factory, split);
            List<UnsafeRow> byRow = byRow(scan.readSchema(), factory, split);
            assertThat(byRow).isEqualTo(inColumns);
            rows += byRow.size();
        }
        assertThat(rows).isEqualTo(RECORDS);
    }

    private static ProducerRecord<byte[], byte[]> record(TestTopic topic, Format format, int i) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.name(), i % 2, 1_000L + i, text(i + 1), format.values().apply(i));
        for (int header = 0; header < i % 3; header++) {
            record.headers().add("h" + header, text(i));
        }
        return record;
    }

    private static Scan scan(TestTopic topic, Format format) {
        LocalStack.session();
        Map<String, String> options = new TreeMap<>(format.options());
        options.put("subscribe", topic.name());
        MillraceProvider provider = new MillraceProvider();
        StructType schema =
                format.schema() != null
                        ? format.schema()
                        : provider.inferSchema(new CaseInsensitiveStringMap(options));
        SupportsRead table = (SupportsRead) provider.getTable(schema, new Transform[0], options);
        return table.newScanBuilder(CaseInsensitiveStringMap.empty()).build();
    }

    private static List<UnsafeRow> inColumns(
            StructType schema, PartitionReaderFactory factory, InputPartition split)
            throws Exception {
        UnsafeProjection copy = UnsafeProjection.create(schema);
        List<UnsafeRow> rows = new ArrayList<>();
        try (PartitionReader<ColumnarBatch> reader = factory.createColumnarReader(split)) {
            while (reader.next()) {
                reader.get()
                        .rowIterator()
                        .forEachRemaining(row -> rows.add(copy.apply(row).copy()));
            }
        }
        return rows;
    }

    private static List<UnsafeRow> byRow(
            StructType schema, PartitionReaderFactory factory, InputPartition split)
            throws Exception {
        UnsafeProjection copy = UnsafeProjection.create(schema);
        List<UnsafeRow> rows = new ArrayList<>();
        try (PartitionReader<InternalRow> reader = factory.createReader(split)) {
            while (reader.next()) {
                rows.add(copy.apply(reader.get()).copy());
            }
        }
        return rows;
    }
}
