package io.millrace.format.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Messages as bytes that no well-behaved writer would write all of: fields in any order and more
 * than once, default values written out, packed and not, unknown fields between them.
 */
final class RandomWire {

    private final Random random;

    /** How often, in a thousand fields, something is wrong. */
    private final int odd;

    RandomWire(Random random, int odd) {
        this.random = random;
        this.odd = odd;
    }

    byte[] message(Descriptor type) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            List<FieldDescriptor> fields = type.getFields();
            for (int n = random.nextInt(2 * fields.size() + 1); n > 0; n--) {
                if (random.nextInt(20) == 0) {
                    writeUnknown(out, 3_001 + random.nextInt(50), 0);
                }
                write(out, fields.get(random.nextInt(fields.size())));
            }
            out.flush();
            return damaged(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length > 0 && random.nextInt(1_000) < odd) {
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            } else {
                return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
        }
        return bytes;
    }

    private void write(CodedOutputStream out, FieldDescriptor field) throws IOException {
        if (random.nextInt(1_000) < odd) {
            writeUnknown(out, field.getNumber(), 0);
        } else if (field.isPackable() && random.nextBoolean()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream packed = CodedOutputStream.newInstance(bytes);
            for (int n = random.nextInt(4); n > 0; n--) {
                writeScalar(packed, field);
            }
            packed.flush();
            out.writeByteArray(field.getNumber(), bytes.toByteArray());
        } else if (field.getJavaType() == JavaType.MESSAGE) {
            out.writeByteArray(field.getNumber(), message(field.getMessageType()));
        } else {
            out.writeTag(field.getNumber(), field.getLiteType().getWireType());
            writeScalar(out, field);
        }
    }

    private void writeScalar(CodedOutputStream out, FieldDescriptor field) throws IOException {
        boolean zero = random.nextInt(4) == 0;
        long bits = zero ? 0 : random.nextLong() >> random.nextInt(64);
        switch (field.getType()) {
            case STRING, BYTES -> out.writeByteArrayNoTag(zero ? new byte[0] : text());
            case BOOL -> out.writeUInt64NoTag(random.nextInt(10) == 0 ? bits : bits & 1);
            case ENUM -> writeEnum(out, field);
            case FLOAT, FIXED32, SFIXED32 ->
                    out.writeFixed32NoTag(random.nextInt(9) == 0 ? 1 << 31 : (int) bits);
            case DOUBLE, FIXED64, SFIXED64 ->
                    out.writeFixed64NoTag(random.nextInt(9) == 0 ? 1L << 63 : bits);
            default -> out.writeUInt64NoTag(bits);
        }
    }

    private void writeEnum(CodedOutputStream out, FieldDescriptor field) throws IOException {
        int values = field.getEnumType().getValues().size();
        boolean unknown = random.nextInt(1_000) < odd;
        int number =
                unknown
                        ? random.nextInt(1_000) - 500
                        : field.getEnumType().getValues().get(random.nextInt(values)).getNumber();
        out.writeInt32NoTag(number);
    }

    private byte[] text() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        if (random.nextInt(1_000) < odd) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return random.nextInt(3) == 0
                ? text.getBytes(StandardCharsets.UTF_8)
                : new String(bytes, 0, bytes.length, StandardCharsets.US_ASCII)
                        .replace('\uFFFD', 'x')
                        .getBytes(StandardCharsets.UTF_8);
    }

    private void writeUnknown(CodedOutputStream out, int number, int depth) throws IOException {
        switch (random.nextInt(depth > 3 ? 4 : 5)) {
            case 0 -> out.writeInt64(number, random.nextLong());
            case 1 -> out.writeFixed64(number, random.nextLong());
            case 2 -> out.writeFixed32(number, random.nextInt());
            case 3 -> out.writeByteArray(number, text());
            default -> {
                out.writeTag(number, WireInput.START_GROUP);
                for (int n = random.nextInt(3); n > 0; n--) {
                    writeUnknown(out, 1 + random.nextInt(100), depth + 1);
                }
                out.writeTag(number, WireInput.END_GROUP);
            }
        }
    }
}
