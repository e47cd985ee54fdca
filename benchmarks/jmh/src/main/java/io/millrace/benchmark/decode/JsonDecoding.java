package io.millrace.benchmark.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.format.RecordDecoder;
import io.millrace.format.json.JsonFormat;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.json.CreateJacksonParser;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.json.JacksonParser;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * JSON ad events into columns, by Millrace's scanner, and into rows, by the parser behind Spark's
 * {@code from_json}; with one, three or all seven of the fields requested.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JsonDecoding {

    @Param({"1", "3", "7"})
    int fields;

    private byte[][] values;
    private FieldVector[] columns;
    private RecordDecoder scanner;
    private JacksonParser parser;
    private final Function2<JsonFactory, UTF8String, JsonParser> open =
            CreateJacksonParser::utf8String;
    private final Function1<UTF8String, UTF8String> literal = text -> text;

    @Setup(Level.Trial)
    public void makeDecoders() {
        values = AdEventValues.json();
        StructType schema = AdEventValues.schema(fields);
        columns =
                Arrays.stream(schema.fields())
                        .map(f -> ColumnTypes.newVector(f.name(), f.dataType(), values.length))
                        .toArray(FieldVector[]::new);
        scanner =
                JsonFormat.inZone(ZoneOffset.UTC)
                        .decoder(
                                ColumnTypes.structType(schema),
                                columns,
                                (data, offset, length, row) -> {
                                    throw new IllegalStateException("no plain document");
                                });
        parser =
                new JacksonParser(
                        schema,
                        new JSONOptions(Map$.MODULE$.<String, String>empty(), "UTC", ""),
                        false,
                        CollectionConverters.asScala(List.<Filter>of()).toSeq());
    }

    @Benchmark
    @OperationsPerInvocation(AdEventValues.COUNT)
    public FieldVector[] millrace() {
        for (FieldVector column : columns) {
            column.reset();
        }
        for (int row = 0; row < values.length; row++) {
            scanner.decode(values[row], 0, values[row].length, row);
        }
        return columns;
    }

    @Benchmark
    @OperationsPerInvocation(AdEventValues.COUNT)
    public void spark(Blackhole blackhole) {
        for (byte[] value : values) {
            Iterator<InternalRow> rows =
                    parser.parse(UTF8String.fromBytes(value), open, literal).iterator();
            blackhole.consume(rows.next());
        }
    }
}
