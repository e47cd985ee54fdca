package io.millrace.format.protobuf.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas are read as protoc reads them: the descriptors in the resources are made by it. */
class ProtoFileTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ProtoFileTest.class.getResourceAsStream("/protobuf/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static String text(String name) throws IOException {
        return new String(resource(name), StandardCharsets.UTF_8);
    }

    private static FileDescriptor link(Map<String, FileDescriptorProto> files, String name)
            throws Exception {
        FileDescriptorProto file = files.get(name);
        if (file == null) {
            return switch (name) {
                case "google/protobuf/timestamp.proto" -> TimestampProto.getDescriptor();
                case "google/protobuf/duration.proto" -> DurationProto.getDescriptor();
                default -> WrappersProto.getDescriptor();
            };
        }
        FileDescriptor[] imports = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < imports.length; i++) {
            imports[i] = link(files, file.getDependency(i));
        }
        return FileDescriptor.buildFrom(file, imports);
    }

    /** All that concerns the encoding, one line for each message, field and value of an enum. */
    private static List<String> described(FileDescriptor file) {
        List<String> lines = new ArrayList<>();
        lines.add(file.getPackage());
        file.getPublicDependencies().forEach(f -> lines.add("public " + f.getName()));
        file.getMessageTypes().forEach(m -> describe(m, lines));
        file.getEnumTypes().forEach(e -> describe(e, lines));
        return lines;
    }

    private static void describe(Descriptor message, List<String> lines) {
        lines.add(message.getFullName() + " " + message.getOptions().getMapEntry());
        for (FieldDescriptor field : message.getFields()) {
            boolean isMessage = field.getJavaType() == JavaType.MESSAGE;
            Object byDefault =
                    isMessage || field.isRepeated() || !field.hasDefaultValue()
                            ? ""
                            : field.getDefaultValue();
            lines.add(
                    String.join(
                            " ",
                            field.getFullName(),
                            String.valueOf(field.getNumber()),
                            field.getType().name(),
                            isMessage ? field.getMessageType().getFullName() : "",
                            field.getJavaType() == JavaType.ENUM
                                    ? field.getEnumType().getFullName()
                                    : "",
                            field.isRequired() + "/" + field.isRepeated() + "/" + field.isPacked(),
                            "presence " + field.hasPresence(),
                            "map " + field.isMapField(),
                            "utf8 " + field.needsUtf8Check(),
                            field.getContainingOneof() == null
                                    ? ""
                                    : field.getContainingOneof().getFullName(),
                            String.valueOf(field.getRealContainingOneof() != null),
                            byDefault instanceof ByteString bytes
                                    ? TextFormat.escapeBytes(bytes)
                                    : byDefault.toString()));
        }
        message.getNestedTypes().forEach(m -> describe(m, lines));
        message.getEnumTypes().forEach(e -> describe(e, lines));
    }

    private static void describe(EnumDescriptor type, List<String> lines) {
        lines.add(type.getFullName() + " closed " + type.isClosed());
        type.getValues().forEach(v -> lines.add(v.getFullName() + "=" + v.getNumber()));
    }

    @ParameterizedTest
    @CsvSource({"order,common/money.proto", "reading,"})
    void readsWhatProtocReads(String name, String imported) throws Exception {
        Map<String, FileDescriptorProto> ofProtoc = new HashMap<>();
        FileDescriptorSet.parseFrom(resource(name + ".desc"))
                .getFileList()
                .forEach(file -> ofProtoc.put(file.getName(), file));
        Map<String, FileDescriptorProto> ours = new HashMap<>();
        String file = name + ".proto";
        ours.put(file, ProtoFile.parse(file, text(file)));
        if (imported != null) {
            ours.put(imported, ProtoFile.parse(imported, text(imported)));
        }

        assertThat(described(link(ours, file)))
                .isEqualTo(described(link(ofProtoc, file)))
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edition = \"2023\"; | 1 | editions are not understood",
                "syntax = \"proto4\"; | 1 | neither proto2 nor proto3",
                "syntax = \"proto2\"; message M { optional group G = 1 { } } | 1 | groups are not",
                "syntax = \"proto3\"; message M { string s = 1 } | 1 | expected ';' instead of '}'",
                "syntax = \"proto3\"; message M { string s = x; } | 1 | a whole number instead of 'x'",
                "syntax = \"proto3\"; message M { string s = 99999999999; } | 1 | of 32 bits",
                "message M { int32 i = 1; } | 1 | 'optional', 'required' or 'repeated'",
                "syntax = \"proto3\"; message M { | 1 | instead of the end of the schema",
                "/* a comment | 1 | a comment does not end",
                "syntax = \"proto3 | 1 | a string does not end",
                "frob M {} | 1 | expected a message, an enum",
                "message M { reserved 1 } | 1 | expected ';' instead of '}'",
                "option (a).b = { x: { y: 1 } | 1 | instead of the end"
            })
    void saysWhatItDoesNotUnderstand(String schema, int line, String reason) {
        assertThatThrownBy(() -> ProtoFile.parse("x.proto", "\n" + schema))
                .isInstanceOfSatisfying(
                        ProtoSyntaxException.class, e -> assertThat(e.line()).isEqualTo(line + 1))
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;",
                "option (x.y).z = { a: [1, 2] b { c: \"}\" } };",
                "syntax = \"proto3\"; message M { string s = 1 [(v.rules) = {min: 1, in: [\"}\"]}]; }",
                "syntax = \"proto3\"; enum E { A = 0 [(x) = -1.5e-3]; reserved -5 to -1, \"B\"; }",
                "syntax = \"proto2\"; message M { extensions 1 to 5 [verification = UNVERIFIED]; }"
            })
    void passesOverWhatDoesNotConcernIt(String schema) {
        ProtoFile.parse("x.proto", schema);
    }

    /** Whatever is cut out of a schema or changed in it, it is read or refused. */
    @ParameterizedTest
    @ValueSource(strings = {"order.proto", "reading.proto"})
    void neverFailsOtherwise(String name) throws IOException {
        String schema = text(name);
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            int from = random.nextInt(schema.length());
            int to = Math.min(schema.length(), from + random.nextInt(20));
            String damaged =
                    schema.substring(0, from)
                            + "{}[]<>=;\"'-.x0/*".charAt(random.nextInt(16))
                            + schema.substring(to);
            try {
                assertThat(ProtoFile.parse(name, damaged).getName()).isEqualTo(name);
            } catch (ProtoSyntaxException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 4_999);
    }
}
