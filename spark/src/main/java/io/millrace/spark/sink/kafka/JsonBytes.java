package io.millrace.spark.sink.kafka;

import io.millrace.spark.sink.kafka.ColumnBytes.JsonSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.json.JacksonGenerator;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Columns as one JSON object, written by Spark's generator: what {@code to_json} gives. */
final class JsonBytes implements ColumnBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final ProjectingInternalRow columns;
    private final JacksonGenerator generator;

    JsonBytes(StructType schema, List<Integer> ordinals, JsonSettings settings) {
        List<Object> boxed = new ArrayList<>(ordinals);
        IndexedSeq<Object> positions = CollectionConverters.asScala(boxed).toIndexedSeq();
        this.columns = new ProjectingInternalRow(schema, positions);
        JSONOptions options =
                new JSONOptions(
                        Map$.MODULE$.from(CollectionConverters.asScala(settings.options())),
                        settings.timeZone(),
                        "");
        this.generator =
                new JacksonGenerator(
                        schema, new OutputStreamWriter(bytes, StandardCharsets.UTF_8), options);
    }

    @Override
    public byte[] of(InternalRow row) {
        bytes.reset();
        columns.project(row);
        generator.write(columns);
        generator.flush();
        return bytes.toByteArray();
    }
}
