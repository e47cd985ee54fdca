package io.millrace.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.format.registry.RegisteredSchema;
import io.millrace.format.registry.SchemaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MessageTypesTest {

    private static byte[] ofProtoc(String name) throws IOException {
        try (InputStream in = MessageTypesTest.class.getResourceAsStream("/protobuf/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void readsTheDescriptorsThatProtocWrites() throws IOException {
        MessageTypes types = MessageTypes.ofDescriptorSet(ofProtoc("order.desc"), "order.desc");

        assertThat(types.named("shop.orders.Order").getFields()).hasSize(12);
        assertThat(types.named("Order").getFullName()).isEqualTo("shop.orders.Order");
        assertThat(types.named("Line").getFullName()).isEqualTo("shop.orders.Order.Line");
        assertThat(types.named("Money").getFullName()).isEqualTo("shop.common.Money");
        assertThatThrownBy(() -> types.named("shop.orders.Ordre"))
                .hasMessageContaining("PROTOBUF_MESSAGE_UNKNOWN")
                .hasMessageContaining("order.desc")
                .hasMessageContaining("nearest shop.orders.Order");
    }

    @Test
    void refusesWhatIsNoDescriptorSet() {
        assertThatThrownBy(() -> MessageTypes.ofDescriptorSet(new byte[] {9, 9}, "x.desc"))
                .hasMessageContaining("PROTOBUF_DESCRIPTORS_INVALID")
                .hasMessageContaining("x.desc")
                .hasMessageContaining("--include_imports");
        assertThatThrownBy(() -> MessageTypes.ofDescriptorSet(new byte[0], "x.desc"))
                .hasMessageContaining("it has no files");
    }

    @Test
    void linksSchemasOfARegistryWithTheirReferences() {
        RegisteredSchema schema =
                Messages.schema(
                        4,
                        "import \"a/money.proto\"; import \"google/protobuf/timestamp.proto\";"
                                + " import \"rules.proto\"; package shop;"
                                + " message Order { Money price = 1 [(rules.min) = 1];"
                                + " google.protobuf.Timestamp at = 2; }",
                        Map.of(
                                "a/money.proto",
                                "syntax = \"proto3\"; package shop; message Money { int64 cents = 1; }"));

        MessageTypes types = MessageTypes.of(schema);

        assertThat(types.first().findFieldByName("price").getMessageType().getFullName())
                .isEqualTo("shop.Money");
        assertThat(types.at(new int[] {0})).contains(types.first());
        assertThat(types.at(new int[] {1})).isEmpty();
    }

    @Test
    void saysWhichSchemaOfARegistryIsWrong() {
        assertThatThrownBy(() -> Messages.types("message M { Missing m = 1; }"))
                .hasMessageContaining("PROTOBUF_SCHEMA_INVALID")
                .hasMessageContaining("schema 7 of the registry")
                .hasMessageContaining("Missing");
        assertThatThrownBy(() -> Messages.types("message M {\n string = 1; }"))
                .hasMessageContaining("line 2: expected a name instead of '='");
        RegisteredSchema avro = new RegisteredSchema(5, SchemaType.AVRO, "\"int\"", Map.of());
        assertThatThrownBy(() -> MessageTypes.of(avro))
                .hasMessageContaining("PROTOBUF_SCHEMA_OTHER")
                .hasMessageContaining("AVRO");
    }
}
