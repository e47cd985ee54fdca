package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonAllocationTest {

    private static final int RECORDS = 10_000;

    /** Takes everything and keeps nothing but a sum. */
    private static final class Sum implements ColumnSink {
        private long sum;

        @Override
        public void putNull(int row) {
            sum++;
        }

        @Override
        public void putBoolean(int row, boolean value) {
            sum += value ? 1 : 2;
        }

        @Override
        public void putInt(int row, int value) {
            sum += value;
        }

        @Override
        public void putLong(int row, long value) {
            sum += value;
        }

        @Override
        public void putFloat(int row, float value) {
            sum += (long) value;
        }

        @Override
        public void putDouble(int row, double value) {
            sum += (long) value;
        }

        @Override
        public void putBytes(int row, byte[] source, int offset, int length) {
            sum += length;
        }

        @Override
        public void putStruct(int row) {
            sum++;
        }

        @Override
        public void putArray(int row, int first, int count) {
            sum += count;
        }

        @Override
        public void putMap(int row, int first, int count) {
            sum += count;
        }

        @Override
        public ColumnSink child(int position) {
            return this;
        }

        @Override
        public int addRow() {
            return 0;
        }
    }

    @Test
    void plainRecordsAreDecodedWithoutAllocation() {
        StructType schema =
                new StructType(
                        List.of(
                                new Field("b", Scalar.BOOLEAN),
                                new Field("i", Scalar.INT),
                                new Field("l", Scalar.LONG),
                                new Field("f", Scalar.FLOAT),
                                new Field("d", Scalar.DOUBLE),
                                new Field("s", Scalar.STRING),
                                new Field("x", Scalar.BINARY),
                                new Field("day", Scalar.DATE),
                                new Field("t", Scalar.TIMESTAMP),
                                new Field("p", new DecimalType(10, 2)),
                                new Field("o", new StructType(List.of(new Field("k", Scalar.INT)))),
                                new Field("a", new ArrayType(Scalar.DOUBLE)),
                                new Field("m", new MapType(Scalar.STRING, Scalar.STRING))));
        String document =
                """
                {"b":true,"i":-5,"l":1700000000000,"f":0.1,"d":-0.12345678901234567,"s":"é\\n€",
                 "x":"AAAA","day":"2024-02-29","t":"2024-07-01 10:00:00.5","p":12.5,"o":{"k":1},
                 "a":[1,2.5e10],"m":{"a":"b","\\u0063":"d"},"unknown":[{"c":["\\n",1.5,null]}],"e":%d}""";
        byte[][] records = new byte[16][];
        for (int i = 0; i < records.length; i++) {
            // The order of the fields changes, and names come that have not been there before.
            String text = document.formatted(i).replace("unknown", "u" + i);
            String swapped = "{\"z\":[],\"i\":7," + text.substring(1);
            records[i] = (i % 3 == 0 ? swapped : text).getBytes(StandardCharsets.UTF_8);
        }
        Sum sum = new Sum();
        ColumnSink[] columns = new ColumnSink[schema.fields().size()];
        Arrays.fill(columns, sum);
        RecordDecoder decoder =
                JsonFormat.inZone(ZoneId.of("Europe/Berlin"))
                        .decoder(
                                schema, columns, (d, o, l, row) -> RecordDecoder.Outcome.MALFORMED);
        decodeAll(decoder, records);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = thread.getCurrentThreadAllocatedBytes();
        int decoded = decodeAll(decoder, records);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;

        assertThat(decoded).isEqualTo(RECORDS);
        assertThat(sum.sum).isNotZero();
        // A few hundred bytes may be the virtual machine's; one object per record would be more.
        assertThat(allocated).isLessThan(RECORDS);
    }

    private static int decodeAll(RecordDecoder decoder, byte[][] records) {
        int decoded = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = records[i % records.length];
            if (decoder.decode(record, 0, record.length, i) == RecordDecoder.Outcome.DECODED) {
                decoded++;
            }
        }
        return decoded;
    }
}
