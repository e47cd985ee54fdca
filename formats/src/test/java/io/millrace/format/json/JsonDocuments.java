package io.millrace.format.json;

import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random documents to try a reader with, of one schema that has every type. */
public final class JsonDocuments {

    /** Every type, names of every kind. */
    public static final StructType SCHEMA =
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

    private final Random random;
    private final RandomJson json;
    private final int mostDamages;

    private JsonDocuments(Random random, RandomJson json, int mostDamages) {
        this.random = random;
        this.json = json;
        this.mostDamages = mostDamages;
    }

    /** Documents without any fault, with values that fit their columns. */
    public static JsonDocuments wellFormed(Random random) {
        return new JsonDocuments(random, new RandomJson(random, false), 0);
    }

    /** Documents with odd values, many of them damaged. */
    public static JsonDocuments oddAndDamaged(Random random) {
        return new JsonDocuments(random, new RandomJson(random, true), 2);
    }

    public byte[] next() {
        byte[] document = json.document(SCHEMA).getBytes(StandardCharsets.UTF_8);
        for (int damages = random.nextInt(mostDamages + 1); damages > 0; damages--) {
            document = damaged(document, random);
        }
        return document;
    }

    /** A byte that means something in some place of a document. */
    static byte anyByte(Random random) {
        return MUTATIONS[random.nextInt(MUTATIONS.length)];
    }

    /** A document for messages: bytes that cannot be printed as hexadecimal numbers. */
    public static String describe(byte[] document) {
        StringBuilder text = new StringBuilder();
        for (byte b : document) {
            boolean printable = b >= ' ' && b < 127;
            text.append(
                    printable ? Character.toString(b) : String.format(Locale.ROOT, "<%02x>", b));
        }
        return text.toString();
    }

    private static StructType struct(Field... fields) {
        return new StructType(List.of(fields));
    }

    private static byte[] damaged(byte[] document, Random random) {
        int at = random.nextInt(document.length + 1);
        int next = Math.min(document.length, at + 1);
        byte[] inserted = {anyByte(random)};
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
}
