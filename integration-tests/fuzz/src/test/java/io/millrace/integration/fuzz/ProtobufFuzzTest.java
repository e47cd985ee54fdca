package io.millrace.integration.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.protobuf.ProtobufFormat;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;

/** Whatever the bytes are, those are a message that Spark would take for one. */
class ProtobufFuzzTest {

    private static final Descriptor MESSAGE = message();

    private final FieldVector[] columns =
            ProtobufFormat.DEFAULT.schema(MESSAGE).fields().stream()
                    .map(f -> ColumnTypes.newVector(f.name(), ColumnTypes.dataType(f.type()), 1))
                    .toArray(FieldVector[]::new);

    private final RecordDecoder decoder =
            ProtobufFormat.DEFAULT.decoder(
                    MESSAGE,
                    ProtobufFormat.DEFAULT.schema(MESSAGE),
                    columns,
                    UnknownColumns.REFUSED);

    private static Descriptor message() {
        DescriptorProto.Builder type = DescriptorProto.newBuilder().setName("M");
        int number = 1;
        for (Type scalar : Type.values()) {
            if (scalar != Type.TYPE_GROUP
                    && scalar != Type.TYPE_MESSAGE
                    && scalar != Type.TYPE_ENUM) {
                String name = scalar.name().toLowerCase(java.util.Locale.ROOT);
                type.addField(field(name, number++, scalar, Label.LABEL_OPTIONAL));
                type.addField(field(name + "s", number++, scalar, Label.LABEL_REPEATED));
            }
        }
        type.addNestedType(
                DescriptorProto.newBuilder()
                        .setName("I")
                        .addField(field("k", 1, Type.TYPE_STRING, Label.LABEL_OPTIONAL))
                        .addField(field("n", 2, Type.TYPE_SINT32, Label.LABEL_REPEATED)));
        type.addField(
                field("inner", number++, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL)
                        .setTypeName(".M.I"));
        type.addField(
                field("inners", number, Type.TYPE_MESSAGE, Label.LABEL_REPEATED)
                        .setTypeName(".M.I"));
        try {
            return FileDescriptor.buildFrom(
                            FileDescriptorProto.newBuilder()
                                    .setName("m.proto")
                                    .setSyntax("proto3")
                                    .addMessageType(type)
                                    .build(),
                            new FileDescriptor[0])
                    .findMessageTypeByName("M");
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    private static FieldDescriptorProto.Builder field(
            String name, int number, Type type, Label label) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(label);
    }

    @FuzzTest(maxDuration = "10m")
    void takesForAMessageWhatSparkTakesForOne(byte[] bytes) {
        for (FieldVector column : columns) {
            column.reset();
        }
        Outcome outcome = decoder.decode(bytes, 0, bytes.length, 0);
        assertThat(outcome).isEqualTo(expected(bytes));
    }

    /** As Spark does, which refuses fields of another wire type than they are declared with. */
    private static Outcome expected(byte[] bytes) {
        try {
            boolean declaredOtherwise =
                    DynamicMessage.parseFrom(MESSAGE, bytes)
                            .getUnknownFields()
                            .asMap()
                            .keySet()
                            .stream()
                            .anyMatch(number -> MESSAGE.findFieldByNumber(number) != null);
            return declaredOtherwise ? Outcome.MALFORMED : Outcome.DECODED;
        } catch (InvalidProtocolBufferException e) {
            return Outcome.MALFORMED;
        }
    }
}
