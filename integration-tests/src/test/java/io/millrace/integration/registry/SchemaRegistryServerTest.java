package io.millrace.integration.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.option.OptionGroup;
import io.millrace.format.avro.AvroFormat;
import io.millrace.format.registry.RegisteredSchema;
import io.millrace.format.registry.RegistryOptions;
import io.millrace.format.registry.RegistrySettings;
import io.millrace.format.registry.SchemaRegistry;
import io.millrace.format.registry.SchemaType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a registry that others have written. */
class SchemaRegistryServerTest {

    private static final String POINT =
            "{\"type\":\"record\",\"name\":\"Point\",\"namespace\":\"geo\",\"fields\":["
                    + "{\"name\":\"x\",\"type\":\"double\"}]}";

    private static final String TRIP =
            "{\"type\":\"record\",\"name\":\"Trip\",\"fields\":["
                    + "{\"name\":\"id\",\"type\":\"long\"},"
                    + "{\"name\":\"from\",\"type\":\"geo.Point\"}]}";

    private static RegistryServer server;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new RegistryServer(directory);
        registry =
                new SchemaRegistry(
                        RegistrySettings.of(
                                        new OptionGroup("a test", RegistryOptions.ALL, Map.of())
                                                .parse(Map.of("schema.registry.url", server.url())))
                                .orElseThrow());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void resolvesTheReferencesOfAnAvroSchema() throws Exception {
        server.register("points", "AVRO", POINT, List.of());
        int id =
                server.register(
                        "trips-value",
                        "AVRO",
                        TRIP,
                        List.<String[]>of(new String[] {"geo.Point", "points", "1"}));

        RegisteredSchema schema = registry.schema(id);
        assertThat(schema.type()).isEqualTo(SchemaType.AVRO);
        assertThat(schema.references()).containsOnlyKeys("geo.Point");
        assertThat(AvroFormat.columns(AvroFormat.parse(schema)))
                .isEqualTo(
                        new StructType(
                                List.of(
                                        new Field("id", Scalar.LONG),
                                        new Field(
                                                "from",
                                                new StructType(
                                                        List.of(new Field("x", Scalar.DOUBLE)))))));
        assertThat(registry.latest("trips-value")).isEqualTo(schema);
    }

    @Test
    void tellsTheVersionsOfASubjectApart() throws Exception {
        String wider = POINT.replace("\"double\"", "\"string\"").replace("Point", "Other");
        int first = server.register("versions", "AVRO", POINT, List.of());
        int second = server.register("versions", "AVRO", wider, List.of());

        assertThat(registry.version("versions", 1).id()).isEqualTo(first);
        assertThat(registry.latest("versions").id()).isEqualTo(second).isNotEqualTo(first);
        assertThat(registry.latest("versions").text()).contains("Other");
    }

    @Test
    void givesSchemasOfOtherLanguages() throws Exception {
        server.register(
                "common",
                "PROTOBUF",
                "syntax = \"proto3\";\nmessage Unit { int32 u = 1; }",
                List.of());
        int proto =
                server.register(
                        "orders-value",
                        "PROTOBUF",
                        "syntax = \"proto3\";\nimport \"common.proto\";\nmessage O { Unit u = 1; }",
                        List.<String[]>of(new String[] {"common.proto", "common", "1"}));
        int json =
                server.register(
                        "docs-value",
                        "JSON",
                        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}",
                        List.of());

        assertThat(registry.schema(proto).type()).isEqualTo(SchemaType.PROTOBUF);
        assertThat(registry.schema(proto).references())
                .hasEntrySatisfying("common.proto", text -> assertThat(text).contains("Unit"));
        assertThat(registry.schema(json).type()).isEqualTo(SchemaType.JSON);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> registry.schema(987_654))
                .hasMessageContaining("[SCHEMA_NOT_FOUND]");
        assertThatThrownBy(() -> registry.latest("nobody"))
                .hasMessageContaining("[SUBJECT_NOT_FOUND]")
                .hasMessageContaining("'nobody'");
        assertThatThrownBy(() -> registry.version("nobody", 3))
                .hasMessageContaining("[SUBJECT_NOT_FOUND]");
    }
}
