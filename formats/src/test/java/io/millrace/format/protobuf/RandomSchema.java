package io.millrace.format.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Files of message types with everything that a message can have. */
final class RandomSchema {

    private static final int MESSAGES = 4;

    private static final List<Type> SCALARS =
            List.of(
                    Type.TYPE_DOUBLE,
                    Type.TYPE_FLOAT,
                    Type.TYPE_INT64,
                    Type.TYPE_UINT64,
                    Type.TYPE_INT32,
                    Type.TYPE_FIXED64,
                    Type.TYPE_FIXED32,
                    Type.TYPE_BOOL,
                    Type.TYPE_STRING,
                    Type.TYPE_BYTES,
                    Type.TYPE_UINT32,
                    Type.TYPE_SFIXED32,
                    Type.TYPE_SFIXED64,
                    Type.TYPE_SINT32,
                    Type.TYPE_SINT64,
                    Type.TYPE_ENUM);

    private static final List<String> WELL_KNOWN =
            List.of(
                    "Timestamp",
                    "Duration",
                    "BoolValue",
                    "Int32Value",
                    "UInt32Value",
                    "Int64Value",
                    "UInt64Value",
                    "FloatValue",
                    "DoubleValue",
                    "StringValue",
                    "BytesValue");

    private final Random random;
    private final boolean proto3;

    private RandomSchema(Random random) {
        this.random = random;
        this.proto3 = random.nextBoolean();
    }

    /** The first message of a random file; it holds the others. */
    static Descriptor next(Random random) {
        return new RandomSchema(random).file().findMessageTypeByName("M0");
    }

    private FileDescriptor file() {
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder()
                        .setName("random.proto")
                        .setPackage("test")
                        .setSyntax(proto3 ? "proto3" : "proto2")
                        .addDependency("google/protobuf/timestamp.proto")
                        .addDependency("google/protobuf/duration.proto")
                        .addDependency("google/protobuf/wrappers.proto")
                        .addEnumType(enumType());
        for (int i = 0; i < MESSAGES; i++) {
            file.addMessageType(message(i));
        }
        FileDescriptor[] dependencies = {
            TimestampProto.getDescriptor(),
            DurationProto.getDescriptor(),
            WrappersProto.getDescriptor()
        };
        try {
            return FileDescriptor.buildFrom(file.build(), dependencies);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private EnumDescriptorProto enumType() {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName("E");
        int[] numbers = proto3 ? new int[] {0, 1, 2, -7, 500} : new int[] {3, 1, -2, 500};
        for (int number : numbers) {
            type.addValue(
                    EnumValueDescriptorProto.newBuilder()
                            .setName("E" + (number < 0 ? "_" : "") + Math.abs(number))
                            .setNumber(number));
        }
        return type.build();
    }

    private DescriptorProto message(int index) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("M" + index);
        Set<Integer> numbers = new TreeSet<>();
        int fields = 1 + random.nextInt(index == 0 ? 10 : 5);
        while (numbers.size() < fields) {
            numbers.add(1 + random.nextInt(random.nextBoolean() ? 20 : 3_000));
        }
        int oneof = -1;
        for (int number : numbers) {
            FieldDescriptorProto.Builder field =
                    FieldDescriptorProto.newBuilder()
                            .setName("f" + number)
                            .setNumber(number)
                            .setLabel(Label.LABEL_OPTIONAL);
            boolean map = random.nextInt(8) == 0;
            if (map) {
                addMap(message, field, index);
            } else {
                setType(field, index);
                switch (random.nextInt(6)) {
                    case 0, 1 -> repeat(field);
                    case 2 -> {
                        if (oneof < 0) {
                            oneof = message.getOneofDeclCount();
                            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("o"));
                        }
                        field.setOneofIndex(oneof);
                    }
                    case 3 -> setPresence(field);
                    default -> {}
                }
            }
            message.addField(field);
        }
        // The oneofs of optional fields come after the others.
        for (FieldDescriptorProto.Builder field : message.getFieldBuilderList()) {
            if (field.getProto3Optional()) {
                field.setOneofIndex(message.getOneofDeclCount());
                message.addOneofDecl(
                        OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
            }
        }
        return message.build();
    }

    private void repeat(FieldDescriptorProto.Builder field) {
        field.setLabel(Label.LABEL_REPEATED);
        boolean packable =
                field.getType() != Type.TYPE_MESSAGE
                        && field.getType() != Type.TYPE_STRING
                        && field.getType() != Type.TYPE_BYTES;
        if (packable && random.nextBoolean()) {
            field.getOptionsBuilder().setPacked(random.nextBoolean());
        }
    }

    private void setPresence(FieldDescriptorProto.Builder field) {
        if (proto3) {
            field.setProto3Optional(true);
        } else if (random.nextInt(5) == 0) {
            field.setLabel(Label.LABEL_REQUIRED);
        } else {
            setDefault(field);
        }
    }

    private static void setDefault(FieldDescriptorProto.Builder field) {
        switch (field.getType()) {
            case TYPE_MESSAGE -> {}
            case TYPE_BOOL -> field.setDefaultValue("true");
            case TYPE_ENUM -> field.setDefaultValue("E1");
            case TYPE_STRING -> field.setDefaultValue("dé");
            case TYPE_BYTES -> field.setDefaultValue("\\001x");
            default -> field.setDefaultValue("17");
        }
    }

    private void setType(FieldDescriptorProto.Builder field, int index) {
        if (index < MESSAGES - 1 && random.nextInt(4) == 0) {
            int type = index + 1 + random.nextInt(MESSAGES - index - 1);
            field.setType(Type.TYPE_MESSAGE).setTypeName(".test.M" + type);
        } else if (random.nextInt(5) == 0) {
            String type = WELL_KNOWN.get(random.nextInt(WELL_KNOWN.size()));
            field.setType(Type.TYPE_MESSAGE).setTypeName(".google.protobuf." + type);
        } else {
            Type type = SCALARS.get(random.nextInt(SCALARS.size()));
            field.setType(type);
            if (type == Type.TYPE_ENUM) {
                field.setTypeName(".test.E");
            }
        }
    }

    private void addMap(
            DescriptorProto.Builder message, FieldDescriptorProto.Builder field, int index) {
        String name = "F" + field.getNumber() + "Entry";
        FieldDescriptorProto.Builder key =
                FieldDescriptorProto.newBuilder()
                        .setName("key")
                        .setNumber(1)
                        .setLabel(Label.LABEL_OPTIONAL)
                        .setType(random.nextBoolean() ? Type.TYPE_STRING : Type.TYPE_SINT64);
        FieldDescriptorProto.Builder value =
                FieldDescriptorProto.newBuilder()
                        .setName("value")
                        .setNumber(2)
                        .setLabel(Label.LABEL_OPTIONAL);
        setType(value, index);
        DescriptorProto.Builder entry =
                DescriptorProto.newBuilder().setName(name).addField(key).addField(value);
        entry.getOptionsBuilder().setMapEntry(true);
        message.addNestedType(entry);
        field.setLabel(Label.LABEL_REPEATED)
                .setType(Type.TYPE_MESSAGE)
                .setTypeName(".test." + message.getName() + "." + name);
    }
}
