package io.millrace.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.StructType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no honest writer wrote end as malformed, in time and in little memory. */
class HostileAvroTest {

    /** Counts the rows that are taken and the bytes that are put; keeps nothing. */
    private static final class CountingColumn implements ColumnSink {

        private final ColumnSink[] children;
        private final long[] work;
        private int rows;

        CountingColumn(FieldType type, long[] work) {
            this.work = work;
            if (type instanceof StructType struct) {
                children =
                        struct.fields().stream()
                                .map(f -> new CountingColumn(f.type(), work))
                                .toArray(ColumnSink[]::new);
            } else if (type instanceof ArrayType array) {
                children = new ColumnSink[] {new CountingColumn(array.element(), work)};
            } else if (type instanceof MapType map) {
                children =
                        new ColumnSink[] {
                            new CountingColumn(map.key(), work),
                            new CountingColumn(map.value(), work)
                        };
            } else {
                children = new ColumnSink[0];
            }
        }

        @Override
        public ColumnSink child(int position) {
            return children[position];
        }

        @Override
        public int addRow() {
            work[0]++;
            return rows++;
        }

        @Override
        public void putNull(int row) {}

        @Override
        public void putBoolean(int row, boolean value) {}

        @Override
        public void putInt(int row, int value) {}

        @Override
        public void putLong(int row, long value) {}

        @Override
        public void putFloat(int row, float value) {}

        @Override
        public void putDouble(int row, double value) {}

        @Override
        public void putDecimal(int row, BigDecimal value) {}

        @Override
        public void putBytes(int row, byte[] source, int offset, int length) {
            work[0] += Arrays.copyOfRange(source, offset, offset + length).length;
        }

        @Override
        public void putStruct(int row) {}

        @Override
        public void putArray(int row, int first, int count) {}

        @Override
        public void putMap(int row, int first, int count) {}
    }

    private static RecordDecoder decoder(Schema writer, StructType columns, long[] work) {
        ColumnSink[] sinks =
                columns.fields().stream()
                        .map(f -> new CountingColumn(f.type(), work))
                        .toArray(ColumnSink[]::new);
        return AvroFormat.of(writer).decoder(writer, columns, sinks);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void neverDoMoreThanBeMalformed(long seed) {
        Random random = new Random(seed);
        int malformed = 0;
        for (int i = 0; i < 3_000; i++) {
            RandomAvro avro = new RandomAvro(random);
            Schema writer = avro.schema();
            long[] work = new long[1];
            StructType all = AvroFormat.columns(writer);
            RecordDecoder whole = decoder(writer, all, work);
            RecordDecoder some =
                    decoder(writer, AvroDifferentialTest.part(all, random), new long[1]);
            for (int k = 0; k < 10; k++) {
                byte[] bytes = damaged(avro.encoded(writer, avro.value(writer)), random);
                work[0] = 0;
                if (whole.decode(bytes, 0, bytes.length, 0) == Outcome.MALFORMED) {
                    assertThat(whole.problem()).isNotEmpty();
                    malformed++;
                }
                some.decode(bytes, 0, bytes.length, 0);
                assertThat(work[0]).isLessThan(70_000 + 100L * bytes.length);
            }
        }
        assertThat(malformed).isGreaterThan(3_000);
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = Arrays.copyOf(bytes, Math.max(0, bytes.length + random.nextInt(7) - 3));
        for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(3)) {
                case 0 -> damaged[at] = (byte) random.nextInt();
                case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                default -> Arrays.fill(damaged, at, Math.min(at + 10, damaged.length), (byte) 0xff);
            }
        }
        return damaged;
    }

    @ParameterizedTest
    @CsvSource({
        "int, ffffffffff01, an int of more than 5 bytes",
        "long, ffffffffffffffffffff01, a long of more than 10 bytes",
        "long, ffffff, it ends too early",
        "string, 01, a negative length",
        "string, feffffffffffffffff01, it ends too early",
        "bytes, 0461, it ends too early",
        "double, 00000000000000, it ends too early",
        "'[\"null\",\"int\"]', 04, branch 2 of 2",
        "'[\"null\",\"int\"]', 01, branch -1 of 2",
        "'{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}', 02, symbol 1 of 1",
        "'{\"type\":\"array\",\"items\":\"int\"}', feffffffffffffffff0100, it ends too early",
        "'{\"type\":\"array\",\"items\":\"int\"}', ffffffffffffffffff0100, a negative count",
        "'{\"type\":\"array\",\"items\":\"null\"}', feffffffffffffffff0100, more than 65536",
        "'{\"type\":\"array\",\"items\":\"int\"}', 0101, a negative length",
        "'{\"type\":\"map\",\"values\":\"null\"}', 80808080100000, it ends too early",
        "'{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":3}', 00, a decimal without",
        "'{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":3}', 0403e8, more than 3",
        "'{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}', feffffffffffffffff01, a timestamp",
    })
    void saysWhatIsWrong(String type, String hex, String reason) {
        String json = type.startsWith("{") || type.startsWith("[") ? type : "\"" + type + "\"";
        Schema schema =
                AvroFormat.parse(
                        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":"
                                + json
                                + "}]}",
                        "the test");
        byte[] bytes = HexFormat.of().parseHex(hex);
        RecordDecoder decoder = decoder(schema, AvroFormat.columns(schema), new long[1]);

        Outcome outcome =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> decoder.decode(bytes, 0, bytes.length, 0));
        assertThat(outcome).isEqualTo(Outcome.MALFORMED);
        assertThat(decoder.problem()).contains(reason);
    }

    @Test
    void isNotHeldUpByAnEnormousDecimal() {
        Schema schema =
                AvroFormat.parse(
                        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":"
                                + "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":38}}]}",
                        "the test");
        byte[] bytes = new byte[(4 << 20) + 4];
        Arrays.fill(bytes, (byte) 1);
        byte[] length = HexFormat.of().parseHex("80808004");
        System.arraycopy(length, 0, bytes, 0, length.length);
        RecordDecoder decoder = decoder(schema, AvroFormat.columns(schema), new long[1]);

        Outcome outcome =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> decoder.decode(bytes, 0, bytes.length, 0));
        assertThat(outcome).isEqualTo(Outcome.MALFORMED);
        assertThat(decoder.problem()).isEqualTo("a decimal of more than 38 digits");
    }
}
