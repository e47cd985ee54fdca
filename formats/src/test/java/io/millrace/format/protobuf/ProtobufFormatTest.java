package io.millrace.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.format.protobuf.ProtobufFormat.Enums;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.format.protobuf.ProtobufFormat.Unsigned;
import io.millrace.format.protobuf.ProtobufFormat.Wrappers;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufFormatTest {

    private static Field field(String name, FieldType type) {
        return new Field(name, type);
    }

    private static StructType struct(Field... fields) {
        return new StructType(List.of(fields));
    }

    @Test
    void makesTheColumnsThatSparkMakes() {
        Descriptor message =
                Messages.types(
                                "import \"google/protobuf/timestamp.proto\";"
                                        + " import \"google/protobuf/duration.proto\";"
                                        + " import \"google/protobuf/wrappers.proto\";"
                                        + " message M { uint32 u = 1; uint64 v = 2; fixed64 f = 3;"
                                        + " E e = 4; repeated bytes b = 5; map<int32, N> m = 6;"
                                        + " google.protobuf.Timestamp t = 7;"
                                        + " google.protobuf.Duration d = 8;"
                                        + " google.protobuf.UInt64Value w = 9; Empty no = 10; }"
                                        + " message N { float x = 1; } message Empty {}"
                                        + " enum E { A = 0; }")
                        .first();

        assertThat(ProtobufFormat.DEFAULT.schema(message))
                .isEqualTo(
                        struct(
                                field("u", Scalar.INT),
                                field("v", Scalar.LONG),
                                field("f", Scalar.LONG),
                                field("e", Scalar.STRING),
                                field("b", new ArrayType(Scalar.BINARY)),
                                field(
                                        "m",
                                        new MapType(Scalar.INT, struct(field("x", Scalar.FLOAT)))),
                                field("t", Scalar.TIMESTAMP),
                                field("d", Scalar.DAY_TIME_INTERVAL),
                                field("w", struct(field("value", Scalar.LONG)))));
        assertThat(
                        new ProtobufFormat(
                                        false, Enums.NUMBERS, Unsigned.WIDENED, Wrappers.VALUES, 0)
                                .schema(message)
                                .fields())
                .contains(
                        field("u", Scalar.LONG),
                        field("v", new DecimalType(20, 0)),
                        field("f", Scalar.LONG),
                        field("e", Scalar.INT),
                        field("w", new DecimalType(20, 0)));
    }

    @Test
    void makesColumnsOfRecursiveMessagesToADepth() {
        Descriptor person =
                Messages.types(
                                "message P { string name = 1; P friend = 2; repeated P others = 3; }")
                        .first();

        assertThatThrownBy(() -> ProtobufFormat.DEFAULT.schema(person))
                .hasMessageContaining("PROTOBUF_RECURSION")
                .hasMessageContaining("P.friend")
                .hasMessageContaining("value.protobuf.recursive.fields.max.depth");
        Field name = field("name", Scalar.STRING);
        assertThat(withRecursion(1).schema(person)).isEqualTo(struct(name));
        assertThat(withRecursion(2).schema(person))
                .isEqualTo(
                        struct(
                                name,
                                field("friend", struct(name)),
                                field("others", new ArrayType(struct(name)))));
    }

    private static ProtobufFormat withRecursion(int depth) {
        return new ProtobufFormat(false, Enums.NAMES, Unsigned.WRAPPED, Wrappers.STRUCTS, depth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // absent, explicit zero, a value, twice
                "int32 i = 1; | | {i=null}",
                "int32 i = 1; | 0800 | {i=null}",
                "int32 i = 1; | 0807 | {i=7}",
                "int32 i = 1; | 0807 0808 | {i=8}",
                "int32 i = 1; | 0807 0800 | {i=null}",
                "optional int32 i = 1; | 0800 | {i=0}",
                "sint32 i = 1; | 0803 | {i=-2}",
                "uint32 i = 1; | 08ffffffff0f | {i=-1}",
                "int64 i = 1; | 08ffffffffffffffffff01 | {i=-1}",
                "bool b = 1; | 0805 | {b=true}",
                "double d = 1; | 090000000000000080 | {d=-0.0}",
                "string s = 1; | 0a02c3a9 | {s=é}",
                "bytes b = 1; | 0a02ffff | {b=ffff}",
                // packed and not, in parts, with something between
                "repeated int32 i = 1; | 0801 0a020203 1001 0804 | {i=[1, 2, 3, 4]}",
                "repeated int32 i = 1; | | {i=[]}",
                "repeated bool b = 1 [packed = false]; | 0a020001 | {b=[false, true]}",
                // the last one of a oneof, asked for or not
                "oneof o { int32 i = 1; string s = 2; } | 0800 1200 | {i=null, s=}",
                "oneof o { int32 i = 1; string s = 2; } | 1200 0800 | {i=0, s=null}",
                // messages are merged, their arrays joined
                "N n = 1; message N { int32 a = 1; repeated int32 b = 2; } | 0a0408011005 0a021006"
                        + " | {n={a=1, b=[5, 6]}}",
                "N n = 1; message N { int32 a = 1; } | 0a00 | {n={a=null}}",
                "N n = 1; message N { int32 a = 1; } | | {n=null}",
                "repeated N n = 1; message N { int32 a = 1; } | 0a020801 0a00 | {n=[{a=1}, {a=null}]}",
                // entries of maps: both parts have defaults, equal keys stay
                "map<string, int32> m = 1; | 0a0312016b 0a0a0a016b1001 | malformed",
                "map<string, int32> m = 1; | 0a050a016b1001 0a050a016b1002 0a00 | {m=[k=1, k=2, =0]}",
                "map<int32, N> m = 1; message N { int32 a = 1; } | 0a020805 | {m=[5={a=null}]}",
                // enums
                "E e = 1; enum E { A = 0; B = 5; } | 0805 | {e=B}",
                "E e = 1; enum E { A = 0; B = 5; } | 0806 | {e=UNKNOWN_ENUM_VALUE_E_6}",
                // unknown fields, groups of them too
                "int32 i = 1; | 5005 5a0161 5b08015c 0807 | {i=7}",
                // what is wrong
                "int32 i = 1; | 08 | malformed",
                "int32 i = 1; | 08ffffffffffffffffffff01 | malformed",
                "int32 i = 1; | 0a0101 | malformed",
                "int32 i = 1; | 0001 | malformed",
                "int32 i = 1; | 0f | malformed",
                "int32 i = 1; | 0c | malformed",
                "int32 i = 1; | 5b08015d00000000 | malformed",
                "int32 i = 1; | 5b0801 | malformed",
                "string s = 1; | 0a02c328 | malformed",
                "string s = 1; | 0aff | malformed",
                "string s = 1; | 0affffffff0f | malformed",
                "N n = 1; message N { int32 a = 1; } | 0a0408ffffff 0f | malformed",
                "N n = 1; message N { int32 a = 1; } | 0a030a0161 | {n={a=null}}"
            })
    void readsMessages(String fields, String message, String expected) {
        Messages messages = Messages.of("message M { " + fields + " }");
        String bytes = message == null ? "" : message;

        assertThat(messages.decode(bytes).map(Object::toString).orElse("malformed"))
                .isEqualTo(expected);
        // And again, with nothing left from before.
        assertThat(messages.decode("").isPresent()).isTrue();
        assertThat(messages.decode(bytes).map(Object::toString).orElse("malformed"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optional int32 i = 1 [default = 9]; | | {i=9}",
                "optional int32 i = 1; | 0800 | {i=0}",
                "required int32 i = 1; | | malformed: it lacks the required field i",
                "optional string s = 1; | 0a02c328 | {s=\uFFFD(}",
                "optional E e = 1; enum E { A = 1; } | 0807 | malformed: its field e has a value that"
                        + " its enum lacks",
                "optional N n = 1; message N { repeated E e = 1; enum E { A = 1; } } | 0a06080708010803"
                        + " | {n={e=[A]}}",
                "optional int32 i = 1; | 0a00 | malformed: its field i has another type than in the"
                        + " schema"
            })
    void readsProto2(String fields, String message, String expected) {
        Messages messages = Messages.of("syntax = \"proto2\"; message M { " + fields + " }");

        assertThat(
                        messages.decode(message == null ? "" : message)
                                .map(Object::toString)
                                .orElseGet(() -> "malformed: " + messages.problem()))
                .isEqualTo(expected);
    }

    @Test
    void givesDefaultsInsteadOfNullsIfAskedTo() {
        Descriptor message =
                Messages.types(
                                "message M { int32 i = 1; string s = 2; optional bool b = 3; N n = 4; }"
                                        + " message N { double d = 1; }")
                        .first();
        ProtobufFormat format =
                new ProtobufFormat(true, Enums.NAMES, Unsigned.WRAPPED, Wrappers.STRUCTS, 0);

        Messages messages = new Messages(format, message, format.schema(message));

        assertThat(messages.decode("").orElseThrow()).hasToString("{i=0, s=, b=null, n=null}");
        assertThat(messages.decode("2200").orElseThrow())
                .hasToString("{i=0, s=, b=null, n={d=0.0}}");
    }

    @Test
    void saysWhyColumnsDoNotFit() {
        Descriptor message =
                Messages.types(
                                "package shop; message M { repeated int32 counts = 3;"
                                        + " map<string, N> m = 4; N n = 5; }"
                                        + " message N { uint64 big = 1; }")
                        .first();
        Map<String, FieldType> wrong =
                new TreeMap<>(
                        Map.of(
                                "PROTOBUF_FIELD_UNKNOWN cnt shop.M counts, m, n",
                                struct(field("cnt", Scalar.INT)),
                                "PROTOBUF_TYPE_MISMATCH counts BIGINT shop.M repeated_int32_counts_=_3"
                                        + " ARRAY<INT_or_BIGINT>",
                                struct(field("counts", Scalar.LONG)),
                                "PROTOBUF_TYPE_MISMATCH n.big DECIMAL(10,2) shop.N uint64_big_=_1"
                                        + " BIGINT_or_DECIMAL(20,0)",
                                struct(field("n", struct(field("big", new DecimalType(10, 2))))),
                                "PROTOBUF_TYPE_MISMATCH m STRING map<string,_shop.N>",
                                struct(field("m", Scalar.STRING))));
        wrong.forEach(
                (parts, schema) ->
                        assertThatThrownBy(
                                        () ->
                                                ProtobufFormat.DEFAULT.check(
                                                        message,
                                                        (StructType) schema,
                                                        UnknownColumns.REFUSED))
                                .message()
                                .contains(
                                        Arrays.stream(parts.split(" "))
                                                .map(part -> part.replace('_', ' '))
                                                .map(
                                                        p ->
                                                                p.startsWith("PROTOBUF")
                                                                        ? p.replace(' ', '_')
                                                                        : p)
                                                .toList()));
        assertThat(wrong).hasSize(4);
    }

    @Test
    void findsFieldsWhateverTheirCase() {
        Descriptor message = Messages.types("message M { int32 userId = 1; }").first();

        Messages messages =
                new Messages(ProtobufFormat.DEFAULT, message, struct(field("USERID", Scalar.INT)));

        assertThat(messages.decode("0805").orElseThrow()).hasToString("{USERID=5}");
    }

    @Test
    void takesMessagesAHundredLevelsDeep() {
        Descriptor message = Messages.types("message M { int32 i = 1; M m = 2; }").first();
        StructType deep = struct(field("i", Scalar.INT));
        for (int i = 0; i < 101; i++) {
            deep = struct(field("i", Scalar.INT), field("m", deep));
        }
        Messages messages = new Messages(ProtobufFormat.DEFAULT, message, deep);

        assertThat(messages.decode(nested(100))).isPresent();
        assertThat(messages.decode(nested(101))).isEmpty();
        assertThat(messages.problem()).contains("100 levels");
    }

    private static byte[] nested(int levels) {
        byte[] message = {};
        for (int i = 0; i < levels; i++) {
            int length = message.length;
            int header = length < 128 ? 2 : 3;
            byte[] outer = new byte[length + header];
            outer[0] = 0x12;
            outer[1] = (byte) (length < 128 ? length : length & 0x7f | 0x80);
            if (header == 3) {
                outer[2] = (byte) (length >> 7);
            }
            System.arraycopy(message, 0, outer, header, length);
            message = outer;
        }
        return message;
    }
}
