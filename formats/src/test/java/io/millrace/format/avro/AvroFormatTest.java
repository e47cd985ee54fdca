package io.millrace.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.option.OptionGroup;
import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.registry.FakeRegistry;
import io.millrace.format.registry.RegistryOptions;
import io.millrace.format.registry.RegistrySettings;
import io.millrace.format.registry.SchemaRegistry;
import io.millrace.format.registry.SchemaType;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns and schemas, and what each reads of the other. */
class AvroFormatTest {

    private static final HexFormat HEX = HexFormat.of();

    private static Schema record(String fields) {
        return AvroFormat.parse(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                        + fields.replace('\'', '"')
                        + "]}",
                "the test");
    }

    private static StructType columns(Object... namesAndTypes) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.add(new Field((String) namesAndTypes[i], (FieldType) namesAndTypes[i + 1]));
        }
        return new StructType(fields);
    }

    /** The values of the columns; why there are none, if the record is malformed. */
    private static Object read(AvroFormat format, Schema writer, StructType columns, String hex) {
        CollectedColumn[] sinks = CollectedColumn.of(columns);
        RecordDecoder decoder = format.decoder(writer, columns, sinks);
        return read(decoder, sinks, hex);
    }

    private static Object read(RecordDecoder decoder, CollectedColumn[] sinks, String hex) {
        byte[] bytes = HEX.parseHex(hex.replace(" ", ""));
        Outcome outcome = decoder.decode(bytes, 0, bytes.length, 0);
        List<Object> values = new ArrayList<>();
        Arrays.stream(sinks).forEach(sink -> values.add(sink.value(0)));
        if (outcome == Outcome.MALFORMED) {
            assertThat(values).containsOnlyNulls();
            return decoder.problem();
        }
        return values;
    }

    @Test
    void infersTheColumnsOfFromAvro() {
        Schema schema =
                record(
                        "{'name':'i','type':'int'},"
                                + "{'name':'d','type':{'type':'int','logicalType':'date'}},"
                                + "{'name':'ts','type':['null',{'type':'long','logicalType':'timestamp-micros'}]},"
                                + "{'name':'ntz','type':{'type':'long','logicalType':'local-timestamp-millis'}},"
                                + "{'name':'dec','type':{'type':'bytes','logicalType':'decimal','precision':20,'scale':3}},"
                                + "{'name':'u','type':['int','string','null']},"
                                + "{'name':'n','type':['long','int']},"
                                + "{'name':'m','type':{'type':'map','values':{'type':'array','items':'bytes'}}}");

        assertThat(AvroFormat.columns(schema))
                .isEqualTo(
                        columns(
                                "i",
                                Scalar.INT,
                                "d",
                                Scalar.DATE,
                                "ts",
                                Scalar.TIMESTAMP,
                                "ntz",
                                Scalar.TIMESTAMP_NTZ,
                                "dec",
                                new DecimalType(20, 3),
                                "u",
                                columns("member0", Scalar.INT, "member1", Scalar.STRING),
                                "n",
                                Scalar.LONG,
                                "m",
                                new MapType(Scalar.STRING, new ArrayType(Scalar.BINARY))));
    }

    @Test
    void readsARecursiveTypeAsDeepAsItsColumnsAre() {
        Schema list = record("{'name':'v','type':'int'},{'name':'next','type':['null','R']}");

        assertThatThrownBy(() -> AvroFormat.columns(list))
                .hasMessageContaining("[AVRO_TYPE_RECURSIVE] Cannot read 'next'");
        StructType two = columns("v", Scalar.INT, "next", columns("v", Scalar.INT));
        assertThat(read(AvroFormat.byName(), list, two, "02 02 04 02 06 00"))
                .isEqualTo(List.of(1, Map.of("v", 2)));
        assertThat(read(AvroFormat.byName(), list, columns("v", Scalar.INT), "02 02 04 02"))
                .as("what follows is not looked at")
                .isEqualTo(List.of(1));
        String inner = list.toString().replace("\"R\"", "\"L\"");
        Schema behind = record("{'name':'l','type':" + inner + "},{'name':'b','type':'int'}");
        String deep = "0202".repeat(2_000);
        assertThat(
                        read(
                                AvroFormat.byName(),
                                behind,
                                columns("b", Scalar.INT),
                                deep + "0000" + "04"))
                .isEqualTo("nested more than 1000 levels deep");
        assertThat(
                        read(
                                AvroFormat.byName(),
                                behind,
                                columns("b", Scalar.INT),
                                "0202".repeat(900) + "0000" + "04"))
                .isEqualTo(List.of(2));
    }

    @ParameterizedTest
    @CsvSource({
        "int, LONG, 03, -2",
        "int, FLOAT, 03, -2.0",
        "int, DOUBLE, 03, -2.0",
        "long, DOUBLE, 03, -2.0",
        "float, DOUBLE, 0000c03f, 1.5",
        "string, BINARY, 0461c3, 61c3",
        "bytes, STRING, 0461 62, ab",
        "'{\"type\":\"int\",\"logicalType\":\"date\"}', INT, 03, -2",
        "'{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}', LONG, 03, -2",
        "'{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}', TIMESTAMP, 03, -2000",
        "'{\"type\":\"fixed\",\"name\":\"F\",\"size\":2}', BINARY, 0461, 0461",
        "'{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}', STRING, 02, B",
        "'[\"null\",\"string\",\"int\"]', LONG, 0403, -2",
        "'[\"null\",\"string\",\"int\"]', STRING, 02026f, o",
        "'[\"null\",\"string\",\"int\"]', LONG, 00, ",
    })
    void widensWhatWasWrittenToTheDeclaredColumn(
            String type, Scalar column, String bytes, String expected) {
        String json = type.startsWith("{") || type.startsWith("[") ? type : "\"" + type + "\"";
        Object read =
                read(
                        AvroFormat.byName(),
                        record("{'name':'a','type':" + json + "}"),
                        columns("a", column),
                        bytes);

        assertThat(read).asString().isEqualTo("[" + expected + "]");
    }

    @ParameterizedTest
    @CsvSource({"int, STRING", "long, INT", "double, FLOAT", "boolean, INT", "int, TIMESTAMP"})
    void refusesAColumnThatCannotHoldWhatWasWritten(String type, Scalar column) {
        Schema writer = record("{'name':'a','type':'" + type + "'}");

        assertThatThrownBy(() -> AvroFormat.byName().check(writer, columns("a", column)))
                .hasMessageContaining(
                        "[AVRO_TYPE_MISMATCH] Cannot read 'a' as "
                                + column
                                + " from Avro: the schema of the records has "
                                + type
                                + " there");
    }

    @Test
    void readsAsTheReadersSchemaSays() {
        Schema writer =
                record(
                        "{'name':'old','type':'int'},{'name':'e','type':{'type':'enum','name':'E',"
                                + "'symbols':['A','B']}},{'name':'gone','type':'string'}");
        Schema reader =
                record(
                        "{'name':'e','type':{'type':'enum','name':'E','symbols':['X','A'],'default':'X'}},"
                                + "{'name':'fresh','type':['null','long'],'aliases':['old']},"
                                + "{'name':'added','type':{'type':'array','items':'int'},'default':[1,2]}");
        AvroFormat format = AvroFormat.of(reader);
        StructType columns = AvroFormat.columns(reader);

        assertThat(read(format, writer, columns, "06 00 02 61"))
                .isEqualTo(List.of("A", 3L, List.of(1, 2)));
        assertThat(read(format, writer, columns, "06 02 02 61"))
                .isEqualTo(List.of("X", 3L, List.of(1, 2)));
        assertThat(read(format, writer, columns("gone", Scalar.STRING), "06 02 02 61"))
                .as("a column that is none of the reader's fields")
                .isEqualTo(List.of("a"));
        Schema needy = record("{'name':'needed','type':'int'}");
        assertThat(read(AvroFormat.of(needy), writer, AvroFormat.columns(needy), "06 00 02 61"))
                .asString()
                .contains("missing required field needed");
    }

    @Test
    void readsTheSchemaThatEachRecordNames() {
        try (FakeRegistry fake = new FakeRegistry()) {
            fake.register(1, "a", SchemaType.AVRO, record("{'name':'a','type':'int'}").toString());
            fake.register(
                    258,
                    "b",
                    SchemaType.AVRO,
                    record("{'name':'b','type':'string'},{'name':'a','type':'long'}").toString());
            fake.register(3, "c", SchemaType.PROTOBUF, "message C {}");
            fake.register(
                    4, "d", SchemaType.AVRO, record("{'name':'a','type':'string'}").toString());
            fake.register(5, "e", SchemaType.AVRO, "\"int\"");
            StructType columns = columns("a", Scalar.LONG);
            CollectedColumn[] sinks = CollectedColumn.of(columns);
            RecordDecoder decoder =
                    AvroFormat.byName()
                            .framedDecoder(
                                    new SchemaRegistry(settings(fake.url())), columns, sinks);

            assertThat(read(decoder, sinks, "00 00000001 02")).isEqualTo(List.of(1L));
            assertThat(read(decoder, sinks, "00 00000102 0261 04")).isEqualTo(List.of(2L));
            assertThat(read(decoder, sinks, "00 00000001 06")).isEqualTo(List.of(3L));
            assertThat(fake.requests()).hasSize(2);
            assertThat(read(decoder, sinks, "00 00000001"))
                    .isEqualTo("it ends too early (schema id 1)");
            assertThat(read(decoder, sinks, "00 000000")).asString().contains("too short");
            assertThat(read(decoder, sinks, "01 00000001 02")).asString().contains("no schema id");
            assertThat(read(decoder, sinks, "00 00000009 02")).asString().contains("id 9");
            assertThat(read(decoder, sinks, "00 00000003 02")).asString().contains("PROTOBUF");
            assertThat(read(decoder, sinks, "00 00000004 02")).asString().contains("'a' as LONG");
            assertThat(read(decoder, sinks, "00 00000005 02")).asString().contains("not a record");
            fake.close();
            assertThatThrownBy(() -> read(decoder, sinks, "00 00000007 02"))
                    .hasMessageContaining("[REGISTRY_UNREACHABLE]");
            assertThat(read(decoder, sinks, "00 00000001 08")).isEqualTo(List.of(4L));
        }
    }

    private static RegistrySettings settings(String url) {
        Map<String, String> options =
                Map.of("schema.registry.url", url, "schema.registry.retries", "0");
        return RegistrySettings.of(
                        new OptionGroup("a test", RegistryOptions.ALL, Map.of()).parse(options))
                .orElseThrow();
    }

    @Test
    void refusesWhatIsNoSchemaOfARecord() {
        for (String text :
                List.of(
                        "",
                        "{",
                        "{\"type\":\"recor\"}",
                        "\"int\"",
                        "[]",
                        "{\"type\":\"record\"}")) {
            assertThatThrownBy(() -> AvroFormat.parse(text, "the test"))
                    .as(text)
                    .hasMessageContaining(
                            "[AVRO_SCHEMA_INVALID] Cannot use the Avro schema of the test");
        }
    }
}
