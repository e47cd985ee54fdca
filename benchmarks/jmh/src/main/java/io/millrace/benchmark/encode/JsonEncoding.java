package io.millrace.benchmark.encode;

import io.millrace.spark.sink.json.RowJson;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.json.JacksonGenerator;
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
import scala.collection.immutable.Map$;

/**
 * The rows of W1, two UUIDs and a time, as JSON: by Millrace's sink, and by the generator behind
 * Spark's {@code to_json}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JsonEncoding {

    private static final int COUNT = 1_000;

    /** The type of the column {@code event_time}. */
    @Param({"BIGINT", "TIMESTAMP"})
    String time;

    private InternalRow[] rows;
    private RowJson json;
    private JacksonGenerator generator;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    @Setup(Level.Trial)
    public void makeRows() {
        StructType type = StructType.fromDDL("user_id STRING, ad_id STRING, event_time " + time);
        UnsafeProjection unsafe = UnsafeProjection.create(type);
        rows =
                IntStream.range(0, COUNT)
                        .mapToObj(i -> unsafe.apply(row(i)).copy())
                        .toArray(InternalRow[]::new);
        json = RowJson.of(type, List.of(0, 1, 2), new RowJson.Settings(Map.of(), "UTC"));
        generator =
                new JacksonGenerator(
                        type,
                        new OutputStreamWriter(bytes, StandardCharsets.UTF_8),
                        new JSONOptions(Map$.MODULE$.<String, String>empty(), "UTC", ""));
    }

    private InternalRow row(int number) {
        long millis = 1_767_268_800_000L + number;
        return new GenericInternalRow(
                new Object[] {
                    UTF8String.fromString(new UUID(number, 1).toString()),
                    UTF8String.fromString(new UUID(2, number).toString()),
                    time.equals("BIGINT") ? millis : millis * 1_000
                });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void millrace(Blackhole blackhole) {
        for (InternalRow row : rows) {
            blackhole.consume(json.of(row));
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void spark(Blackhole blackhole) {
        for (InternalRow row : rows) {
            bytes.reset();
            generator.write(row);
            generator.flush();
            blackhole.consume(bytes.toByteArray());
        }
    }
}
