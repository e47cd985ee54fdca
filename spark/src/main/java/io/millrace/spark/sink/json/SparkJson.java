package io.millrace.spark.sink.json;

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
import scala.jdk.javaapi.CollectionConverters;

/** Rows as JSON objects, written by Spark's generator. Not thread-safe. */
final class SparkJson {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final ProjectingInternalRow columns;
    private final JacksonGenerator generator;

    SparkJson(StructType type, List<Integer> ordinals, JSONOptions options) {
        List<Object> boxed = new ArrayList<>(ordinals);
        IndexedSeq<Object> positions = CollectionConverters.asScala(boxed).toIndexedSeq();
        this.columns = new ProjectingInternalRow(type, positions);
        this.generator =
                new JacksonGenerator(
                        type, new OutputStreamWriter(bytes, StandardCharsets.UTF_8), options);
    }

    byte[] write(InternalRow row) {
        bytes.reset();
        columns.project(row);
        generator.write(columns);
        generator.flush();
        return bytes.toByteArray();
    }
}
