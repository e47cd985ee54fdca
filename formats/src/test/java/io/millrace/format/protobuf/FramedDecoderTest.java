package io.millrace.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.registry.RegistryError;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that name their schema in a registry. */
class FramedDecoderTest {

    private static final StructType SCHEMA =
            new StructType(List.of(new Field("a", Scalar.LONG), new Field("b", Scalar.STRING)));

    private static final Map<Integer, MessageTypes> SCHEMAS =
            Map.of(
                    1,
                    Messages.types(
                            "message First { int32 a = 1; } message Second { int64 a = 9;"
                                    + " message Inner { string b = 1; } }"),
                    2,
                    Messages.types("message First { int64 a = 1; string b = 2; }"),
                    3,
                    Messages.types("message First { string a = 1; }"));

    private final CollectedColumn[] columns = CollectedColumn.of(SCHEMA);
    private final List<Integer> asked = new ArrayList<>();
    private final RecordDecoder decoder =
            ProtobufFormat.DEFAULT.framedDecoder(this::schema, SCHEMA, columns);

    private MessageTypes schema(int id) {
        asked.add(id);
        MessageTypes types = SCHEMAS.get(id);
        if (types == null) {
            throw RegistryError.SCHEMA_NOT_FOUND.exception("schema " + id, "http://x", "no");
        }
        return types;
    }

    private String decode(String hexadecimal) {
        byte[] record = HexFormat.of().parseHex("7777" + hexadecimal.replace(" ", ""));
        Outcome outcome = decoder.decode(record, 2, record.length - 2, 0);
        return outcome == Outcome.MALFORMED
                ? decoder.problem()
                : columns[0].value(0) + ", " + columns[1].value(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 00000001 00 0805 | 5, null",
                "00 00000001 0200 0805 | 5, null",
                "00 00000001 0202 4805 | 5, null",
                "00 00000001 040200 0a0178 | null, x",
                "00 00000002 00 0805120178 | 5, x",
                "00 00000002 00 | null, null",
                "00 00000002 | it is too short to name its schema",
                "01 00000002 00 | it begins with no schema id of a registry",
                "00 00000009 00 | the registry has no such message (schema id 9)",
                "00 00000001 0206 | the registry has no such message (schema id 1)",
                "00 00000001 0201 | the registry has no such message (schema id 1)",
                "00 00000001 01 | the place of its message in the schema is damaged",
                "00 00000001 04ff | the place of its message in the schema is damaged",
                "00 00000001 feffffff0f 00 | the place of its message in the schema is damaged",
                "00 00000002 00 08 | it ends in the middle of a field (schema id 2)"
            })
    void findsTheMessageByIdAndPlace(String record, String expected) {
        assertThat(decode(record)).isEqualTo(expected);
        assertThat(decode("00 00000002 00 0801120179")).isEqualTo("1, y");
        assertThat(decode(record)).isEqualTo(expected);
    }

    @Test
    void makesOneDecoderForEachMessage() {
        for (int i = 0; i < 10; i++) {
            decode("00 00000001 00 0805");
            decode("00 00000001 0200 0805");
            decode("00 00000002 00 0805");
            decode("00 00000001 0202 4805");
        }
        assertThat(asked).containsExactly(1, 2, 1);
    }

    @Test
    void takesRecordsForMalformedWhoseSchemaDoesNotFitTheColumns() {
        for (int i = 0; i < 2; i++) {
            assertThat(decode("00 00000003 00 0a0178"))
                    .contains("string a = 1", "BIGINT", "(schema id 3)");
            assertThat(columns[0].value(0)).isNull();
            assertThat(decode("00 00000002 00 0801120179")).isEqualTo("1, y");
        }
        assertThat(asked).containsExactly(3, 2);
    }

    @Test
    void failsWhereTheRegistryDoes() {
        RecordDecoder away =
                ProtobufFormat.DEFAULT.framedDecoder(
                        id -> {
                            throw RegistryError.REGISTRY_UNREACHABLE.exception(
                                    "schema " + id, "http://x", "no");
                        },
                        SCHEMA,
                        columns);

        assertThatThrownBy(() -> away.decode(new byte[8], 0, 8, 0))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("REGISTRY_UNREACHABLE");
    }
}
