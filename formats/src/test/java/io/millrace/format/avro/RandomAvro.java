package io.millrace.format.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Random schemas, what may become of them in time, and random records. */
public final class RandomAvro {

    private static final int MAX_DEPTH = 3;

    private static final List<Type> SIMPLE =
            List.of(
                    Type.NULL,
                    Type.BOOLEAN,
                    Type.INT,
                    Type.LONG,
                    Type.FLOAT,
                    Type.DOUBLE,
                    Type.BYTES,
                    Type.STRING);

    private final Random random;
    private int names;

    public RandomAvro(Random random) {
        this.random = random;
    }

    /** A schema of a record. */
    public Schema schema() {
        return record(0);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private Schema record(int depth) {
        Schema record = Schema.createRecord("R" + names++, null, "t", false);
        List<Schema.Field> fields = new ArrayList<>();
        int count = (depth == 0 ? 1 : 0) + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            fields.add(new Schema.Field("f" + i, type(depth + 1)));
        }
        record.setFields(fields);
        return record;
    }

    private Schema type(int depth) {
        int kind = random.nextInt(depth < MAX_DEPTH ? 16 : 11);
        if (kind < 5) {
            return simple();
        } else if (kind < 8) {
            return logical();
        } else if (kind == 8) {
            return Schema.createEnum("E" + names++, null, "t", symbols(0));
        } else if (kind == 9) {
            return Schema.createFixed("F" + names++, null, "t", random.nextInt(5));
        } else if (kind == 10) {
            return nullable(chance(50) ? simple() : logical());
        } else if (kind == 11) {
            return record(depth);
        } else if (kind == 12) {
            return Schema.createArray(type(depth + 1));
        } else if (kind == 13) {
            return Schema.createMap(type(depth + 1));
        } else if (kind == 14) {
            return nullable(record(depth));
        }
        return union(depth);
    }

    private Schema simple() {
        return Schema.create(SIMPLE.get(random.nextInt(SIMPLE.size())));
    }

    private List<String> symbols(int from) {
        List<String> symbols = new ArrayList<>();
        for (int i = from; i < from + 1 + random.nextInt(4); i++) {
            symbols.add("S" + i);
        }
        return symbols;
    }

    private Schema logical() {
        Schema bytes = Schema.create(Type.BYTES);
        int precision = 1 + random.nextInt(38);
        return switch (random.nextInt(11)) {
            case 0 -> of(Type.INT, LogicalTypes.date());
            case 1 -> of(Type.INT, LogicalTypes.timeMillis());
            case 2 -> of(Type.LONG, LogicalTypes.timeMicros());
            case 3 -> of(Type.LONG, LogicalTypes.timestampMillis());
            case 4 -> of(Type.LONG, LogicalTypes.timestampMicros());
            case 5 -> of(Type.LONG, LogicalTypes.localTimestampMillis());
            case 6 -> of(Type.LONG, LogicalTypes.localTimestampMicros());
            case 7 -> of(Type.STRING, LogicalTypes.uuid());
            case 8 -> {
                LogicalType type = LogicalTypes.decimal(18, random.nextInt(19));
                yield type.addToSchema(Schema.createFixed("D" + names++, null, "t", 9));
            }
            default ->
                    LogicalTypes.decimal(precision, random.nextInt(precision + 1))
                            .addToSchema(bytes);
        };
    }

    private static Schema of(Type type, LogicalType logical) {
        return logical.addToSchema(Schema.create(type));
    }

    private Schema nullable(Schema schema) {
        if (schema.getType() == Type.NULL || schema.isUnion()) {
            return schema;
        }
        Schema none = Schema.create(Type.NULL);
        return chance(50) ? Schema.createUnion(none, schema) : Schema.createUnion(schema, none);
    }

    private Schema union(int depth) {
        List<Schema> branches = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        while (branches.size() < count) {
            Schema branch = branches.isEmpty() ? simpleButNull() : type(depth + 1);
            if (!branch.isUnion() && !taken.contains(branch.getFullName())) {
                taken.add(branch.getFullName());
                branches.add(branch);
            }
        }
        Collections.shuffle(branches, random);
        return Schema.createUnion(branches);
    }

    /** Spark makes an odd column of a union of nothing but null. */
    private Schema simpleButNull() {
        return Schema.create(SIMPLE.get(1 + random.nextInt(SIMPLE.size() - 1)));
    }

    /** What a schema may have become when records of it are read: mostly compatible. */
    public Schema evolved(Schema schema) {
        if (!schema.isUnion() && schema.getType() != Type.NULL && chance(8)) {
            return nullable(evolvedOnce(schema));
        }
        return evolvedOnce(schema);
    }

    private Schema evolvedOnce(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> evolvedRecord(schema);
            case ARRAY -> Schema.createArray(evolved(schema.getElementType()));
            case MAP -> Schema.createMap(evolved(schema.getValueType()));
            case UNION -> evolvedUnion(schema);
            case ENUM -> evolvedEnum(schema);
            case INT -> chance(30) ? promoted(Type.LONG, Type.FLOAT, Type.DOUBLE) : same(schema);
            case LONG -> chance(30) ? promoted(Type.FLOAT, Type.DOUBLE) : same(schema);
            case FLOAT -> chance(30) ? promoted(Type.DOUBLE) : same(schema);
            case STRING -> chance(20) ? promoted(Type.BYTES) : same(schema);
            case BYTES -> chance(20) ? promoted(Type.STRING) : same(schema);
            default -> same(schema);
        };
    }

    private Schema same(Schema schema) {
        return chance(1) ? simple() : schema;
    }

    private Schema promoted(Type... types) {
        Type type = types[random.nextInt(types.length)];
        return type == Type.LONG && chance(30)
                ? of(Type.LONG, LogicalTypes.timestampMillis())
                : Schema.create(type);
    }

    private Schema evolvedRecord(Schema schema) {
        Schema record = Schema.createRecord(schema.getName(), null, schema.getNamespace(), false);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (chance(85)) {
                boolean renamed = chance(10);
                Schema.Field kept =
                        new Schema.Field(
                                renamed ? field.name() + "new" : field.name(),
                                evolved(field.schema()));
                if (renamed) {
                    kept.addAlias(field.name());
                }
                fields.add(kept);
            }
        }
        if (chance(50)) {
            Schema added = type(2);
            Object standard = chance(95) ? defaultOf(added) : null;
            fields.add(new Schema.Field("added" + names++, added, null, standard));
        }
        if (chance(40)) {
            Collections.shuffle(fields, random);
        }
        record.setFields(fields);
        return record;
    }

    private Schema evolvedUnion(Schema schema) {
        List<Schema> branches = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (Schema branch : schema.getTypes()) {
            Schema next = evolvedOnce(branch);
            if (chance(95) && !next.isUnion() && !taken.contains(next.getFullName())) {
                taken.add(next.getFullName());
                branches.add(next);
            }
        }
        if (AvroTypes.branches(Schema.createUnion(branches)).isEmpty() || chance(10)) {
            return evolvedOnce(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
        }
        if (chance(20)) {
            Collections.shuffle(branches, random);
        }
        return Schema.createUnion(branches);
    }

    private Schema evolvedEnum(Schema schema) {
        if (chance(60)) {
            return schema;
        }
        List<String> symbols = symbols(random.nextInt(2));
        String standard = chance(60) ? symbols.get(random.nextInt(symbols.size())) : null;
        return Schema.createEnum(schema.getName(), null, schema.getNamespace(), symbols, standard);
    }

    /** A default that fits the schema, as the API of Avro takes it. */
    private Object defaultOf(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> JsonProperties.NULL_VALUE;
            case BOOLEAN -> true;
            case INT -> 7;
            case LONG -> 8L;
            case FLOAT -> 1.5f;
            case DOUBLE -> 2.5;
            case STRING -> "def";
            case BYTES -> "\u0005";
            case FIXED -> "\0".repeat(schema.getFixedSize());
            case ENUM -> schema.getEnumSymbols().get(0);
            case ARRAY -> List.of();
            case MAP -> Map.of();
            case UNION -> defaultOf(schema.getTypes().get(0));
            case RECORD -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                for (Schema.Field field : schema.getFields()) {
                    fields.put(field.name(), defaultOf(field.schema()));
                }
                yield fields;
            }
        };
    }

    /** A value of a schema. */
    public Object value(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> number(schema);
            case FLOAT -> random.nextInt(100) / 8f;
            case DOUBLE -> random.nextLong() / 16d;
            case STRING -> text();
            case BYTES -> ByteBuffer.wrap(bytes(schema, random.nextInt(8)));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema, schema.getFixedSize()));
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield new GenericData.EnumSymbol(
                        schema, symbols.get(random.nextInt(symbols.size())));
            }
            case ARRAY -> {
                List<Object> values = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.add(value(schema.getElementType()));
                }
                yield values;
            }
            case MAP -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    values.put(text() + i, value(schema.getValueType()));
                }
                yield values;
            }
            case UNION -> value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    record.put(field.pos(), value(field.schema()));
                }
                yield record;
            }
        };
    }

    /** Not so far away that microseconds would not reach. */
    private long number(Schema schema) {
        return schema.getLogicalType() == null
                ? random.nextLong() >> random.nextInt(64)
                : random.nextLong() >> 16 + random.nextInt(48);
    }

    private String text() {
        return List.of("", "a", "zé", "a longer text", "\u00a7\ud83d\ude00").get(random.nextInt(5));
    }

    private byte[] bytes(Schema schema, int length) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }
        BigInteger bound = BigInteger.TEN.pow(decimal.getPrecision());
        BigInteger unscaled = new BigInteger(bound.bitLength(), random).mod(bound);
        byte[] bytes = (random.nextBoolean() ? unscaled : unscaled.negate()).toByteArray();
        if (schema.getType() != Type.FIXED) {
            return bytes;
        }
        byte[] padded = new byte[length];
        Arrays.fill(padded, (byte) (bytes[0] >> 7));
        System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
        return padded;
    }

    /** The bytes of a value; arrays and maps now and then in blocks that say their size. */
    public byte[] encoded(Schema schema, Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
        BinaryEncoder encoder =
                random.nextBoolean()
                        ? factory.blockingBinaryEncoder(bytes, null)
                        : factory.binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
