package io.millrace.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random records of random schemas, read with what random changes have made of the schemas: the
 * decoder gives what Avro's own generic reader gives, and refuses what that refuses.
 */
class AvroDifferentialTest {

    private static final int SCHEMA_PAIRS = 1_700;
    private static final int RECORDS = 15;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsWhatAvroReads(long seed) throws IOException {
        Random random = new Random(seed);
        int read = 0;
        int refused = 0;
        for (int pair = 0; pair < SCHEMA_PAIRS; pair++) {
            RandomAvro avro = new RandomAvro(random);
            Schema writer = avro.schema();
            Schema reader = avro.evolved(writer);
            if (reader.isUnion()) {
                reader = AvroTypes.branches(reader).get(0);
            }
            AvroFormat format = AvroFormat.of(reader);
            Side all = new Side(format, writer, AvroFormat.columns(reader));
            Side some = new Side(format, writer, part(AvroFormat.columns(reader), random));
            GenericDatumReader<IndexedRecord> theirs = new GenericDatumReader<>(writer, reader);
            String schemas = writer + "\n" + reader;
            Supplier<String> about = () -> "seed " + seed + "\n" + schemas;
            for (int row = 0; row < RECORDS; row++) {
                byte[] bytes = avro.encoded(writer, avro.value(writer));
                IndexedRecord expected = read(theirs, bytes);
                if (expected == null) {
                    assertThat(all.decode(bytes, row)).as(about).isEqualTo(Outcome.MALFORMED);
                    refused++;
                } else {
                    all.check(bytes, row, expected, reader, about);
                    some.check(bytes, row, expected, reader, about);
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(SCHEMA_PAIRS * RECORDS / 2);
        assertThat(refused).isPositive();
    }

    private static IndexedRecord read(GenericDatumReader<IndexedRecord> reader, byte[] bytes)
            throws IOException {
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (AvroRuntimeException e) {
            return null;
        }
    }

    /** Some of the fields in another order, and of the structs in them some. */
    static StructType part(StructType type, Random random) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.fields()) {
            if (random.nextBoolean()) {
                fields.add(new Field(field.name(), part(field.type(), random)));
            }
        }
        Collections.shuffle(fields, random);
        return new StructType(fields);
    }

    private static FieldType part(FieldType type, Random random) {
        if (type instanceof StructType struct) {
            return part(struct, random);
        } else if (type instanceof ArrayType array) {
            return new ArrayType(part(array.element(), random));
        } else if (type instanceof MapType map) {
            return new MapType(map.key(), part(map.value(), random));
        }
        return type;
    }

    /** One decoder with its columns. */
    private static final class Side {

        private final StructType type;
        private final CollectedColumn[] columns;
        private final RecordDecoder decoder;

        Side(AvroFormat format, Schema writer, StructType type) {
            this.type = type;
            this.columns = CollectedColumn.of(type);
            this.decoder = format.decoder(writer, type, columns);
        }

        void check(
                byte[] bytes,
                int row,
                IndexedRecord record,
                Schema reader,
                Supplier<String> about) {
            Outcome outcome = decode(bytes, row);
            List<Object> expected = expected(record, reader);
            if (expected == null) {
                assertThat(outcome).as(about).isEqualTo(Outcome.MALFORMED);
            } else {
                assertThat(outcome).as(about).isEqualTo(Outcome.DECODED);
                assertThat(row(row)).as(about).isEqualTo(expected);
            }
        }

        Outcome decode(byte[] record, int row) {
            byte[] padded = new byte[record.length + 7];
            System.arraycopy(record, 0, padded, 3, record.length);
            return decoder.decode(padded, 3, record.length, row);
        }

        List<Object> row(int row) {
            List<Object> values = new ArrayList<>();
            for (CollectedColumn column : columns) {
                values.add(GenericValues.sorted(column.value(row)));
            }
            return values;
        }

        List<Object> expected(IndexedRecord record, Schema reader) {
            List<Object> values = new ArrayList<>();
            for (Field field : type.fields()) {
                Schema.Field known = reader.getField(field.name());
                Object value = record.get(known.pos());
                try {
                    values.add(
                            GenericValues.sorted(
                                    GenericValues.of(value, known.schema(), field.type())));
                } catch (NumberFormatException | ArithmeticException e) {
                    return null;
                }
            }
            return values;
        }
    }
}
