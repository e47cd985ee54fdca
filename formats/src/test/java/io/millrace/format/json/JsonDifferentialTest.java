package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decoder takes as plain, Spark's way of reading reads without error and to the same. */
class JsonDifferentialTest {

    private static final int DOCUMENTS = 25_000;
    private static final int MARGIN = 8;

    private static final StructType SCHEMA =
            struct(
                    new Field("bool", Scalar.BOOLEAN),
                    new Field("byte", Scalar.BYTE),
                    new Field("short", Scalar.SHORT),
                    new Field("int", Scalar.INT),
                    new Field("long", Scalar.LONG),
                    new Field("float", Scalar.FLOAT),
                    new Field("double", Scalar.DOUBLE),
                    new Field("str", Scalar.STRING),
                    new Field("binary", Scalar.BINARY),
                    new Field("date", Scalar.DATE),
                    new Field("timestamp", Scalar.TIMESTAMP),
                    new Field("local_timestamp", Scalar.TIMESTAMP_NTZ),
                    new Field("decimal", new DecimalType(10, 2)),
                    new Field("wide", new DecimalType(38, 10)),
                    new Field(
                            "struct",
                            struct(
                                    new Field("a", Scalar.INT),
                                    new Field("b", Scalar.STRING),
                                    new Field("c", struct(new Field("x", Scalar.DOUBLE))))),
                    new Field("array", new ArrayType(Scalar.INT)),
                    new Field(
                            "structs",
                            new ArrayType(
                                    struct(
                                            new Field("k", Scalar.STRING),
                                            new Field("v", new ArrayType(Scalar.LONG))))),
                    new Field("map", new MapType(Scalar.STRING, Scalar.LONG)),
                    new Field("maps", new MapType(Scalar.STRING, new ArrayType(Scalar.STRING))),
                    new Field("é", Scalar.STRING),
                    new Field("\"quoted\"", Scalar.INT),
                    new Field("", Scalar.INT),
                    new Field("a_rather_long_name_of_a_field_that_is_wanted", Scalar.INT));

    private static final byte[] MUTATIONS =
            "{}[]\",:\\/'#+-.eE0159tfnuNIz \n\t\r\0\001\037\177\u00c3\u00a9\u00ff\u00e2\u00f0\u0080"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private static StructType struct(Field... fields) {
        return new StructType(List.of(fields));
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Bahia_Banderas", "Europe/Berlin", "Asia/Kolkata", "-03:30"})
    void everyWellFormedDocumentIsPlainAndReadAsSparkReadsIt(String zone) throws Exception {
        ZoneId session = ZoneId.of(zone);
        Random random = new Random(zone.hashCode());
        RandomJson json = new RandomJson(random, false);
        Decoding decoding = new Decoding(JsonFormat.inZone(session), SCHEMA);
        SparkReading spark = new SparkReading(SCHEMA, session);
        for (int i = 0; i < DOCUMENTS / 2; i++) {
            byte[] document = json.document(SCHEMA).getBytes(StandardCharsets.UTF_8);

            Optional<Map<String, Object>> row = decoding.decode(document, i);

            Map<String, Object> expected = spark.read(document, 0, document.length);
            if (!row.equals(Optional.of(expected))) {
                assertThat(row).as(describe(document)).contains(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsTakenOfOddAndDamagedDocumentsIsReadAsSparkReadsIt(long seed) {
        Random random = new Random(seed);
        RandomJson json = new RandomJson(random, true);
        ZoneId session = ZoneId.of("America/Bahia_Banderas");
        Decoding decoding = new Decoding(JsonFormat.inZone(session), SCHEMA);
        SparkReading spark = new SparkReading(SCHEMA, session);
        int taken = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = json.document(SCHEMA).getBytes(StandardCharsets.UTF_8);
            for (int damages = random.nextInt(3); damages > 0; damages--) {
                document = damaged(document, random);
            }
            // Alone in its array, a read outside throws; among others, it would change the result.
            boolean alone = random.nextBoolean();
            byte[] data = alone ? document : surrounded(document, random);
            int offset = alone ? 0 : MARGIN;

            Optional<Map<String, Object>> row = decoding.decode(data, offset, document.length, i);

            if (row.isPresent()) {
                taken++;
                Object expected = expected(spark, data, offset, document.length);
                if (!row.get().equals(expected)) {
                    assertThat((Object) row.get()).as(describe(document)).isEqualTo(expected);
                }
            }
        }
        // Neither of the two cases is rare.
        assertThat(taken).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
    }

    private static Object expected(SparkReading spark, byte[] data, int offset, int length) {
        try {
            return spark.read(data, offset, length);
        } catch (Exception e) {
            return e;
        }
    }

    private static byte[] damaged(byte[] document, Random random) {
        int at = random.nextInt(document.length + 1);
        int next = Math.min(document.length, at + 1);
        byte[] inserted = {MUTATIONS[random.nextInt(MUTATIONS.length)]};
        return switch (random.nextInt(5)) {
            case 0 -> joined(Arrays.copyOf(document, at), inserted, document, at);
            case 1 -> joined(Arrays.copyOf(document, at), inserted, document, next);
            case 2 -> joined(Arrays.copyOf(document, at), new byte[0], document, next);
            case 3 -> Arrays.copyOf(document, at);
            default -> {
                byte[] again = Arrays.copyOfRange(document, at / 2, at);
                yield joined(Arrays.copyOf(document, at), again, document, at);
            }
        };
    }

    private static byte[] joined(byte[] head, byte[] middle, byte[] source, int tail) {
        byte[] all = Arrays.copyOf(head, head.length + middle.length + source.length - tail);
        System.arraycopy(middle, 0, all, head.length, middle.length);
        int rest = source.length - tail;
        System.arraycopy(source, tail, all, all.length - rest, rest);
        return all;
    }

    /** Puts bytes around a document that could pass for a part of it. */
    private static byte[] surrounded(byte[] document, Random random) {
        byte[] all = new byte[document.length + 2 * MARGIN];
        for (int i = 0; i < all.length; i++) {
            all[i] = MUTATIONS[random.nextInt(MUTATIONS.length)];
        }
        System.arraycopy(document, 0, all, MARGIN, document.length);
        return all;
    }

    private static String describe(byte[] document) {
        StringBuilder text = new StringBuilder();
        for (byte b : document) {
            boolean printable = b >= ' ' && b < 127;
            text.append(
                    printable ? Character.toString(b) : String.format(Locale.ROOT, "<%02x>", b));
        }
        return text.toString();
    }
}
