package io.millrace.benchmark.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.millrace.benchmark.records.BinaryAdEvents.Format;
import io.millrace.benchmark.schema.AdEventSchema;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/** Against the libraries of the formats, and against the JSON of the same events. */
class BinaryAdEventsTest {

    private static final int EVENTS = 5_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AdEvents events = new AdEvents(1);
    private final RecordBuffer buffer = new RecordBuffer();

    private JsonNode json(long event) throws Exception {
        events.write(event, buffer);
        return JSON.readTree(buffer.value());
    }

    private byte[] binary(RecordSource source, long event) {
        source.write(event, buffer);
        assertThat(buffer.timestamp()).isEqualTo(events.timeOf(event));
        return buffer.value();
    }

    @Test
    void areAvroInTheWireFormatOfConfluent() throws Exception {
        RecordSource avro = new BinaryAdEvents(1, Format.AVRO);
        Schema schema = new Schema.Parser().parse(AdEventSchema.avro());
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
        for (long event = 0; event < EVENTS; event++) {
            ByteBuffer value = ByteBuffer.wrap(binary(avro, event));
            assertThat(value.get()).isZero();
            assertThat(value.getInt()).isEqualTo(AdEventSchema.AVRO_ID);
            assertThat(value.position()).isEqualTo(AdEventSchema.AVRO_FRAME_BYTES);
            BinaryDecoder decoder =
                    DecoderFactory.get()
                            .binaryDecoder(
                                    value.array(), value.position(), value.remaining(), null);
            GenericRecord record = reader.read(null, decoder);

            assertThat(decoder.isEnd()).isTrue();
            assertThat(JSON.readTree(record.toString())).isEqualTo(json(event));
        }
        assertThat(avro.id()).isEqualTo("ad-events-v1-seed1-avro");
    }

    @Test
    void areProtobuf() throws Exception {
        RecordSource protobuf = new BinaryAdEvents(1, Format.PROTOBUF);
        FileDescriptor file =
                FileDescriptor.buildFrom(
                        FileDescriptorSet.parseFrom(AdEventSchema.protobufDescriptorSet())
                                .getFile(0),
                        new FileDescriptor[0]);
        Descriptor type = file.findMessageTypeByName("AdEvent");
        assertThat(type.getFullName()).isEqualTo(AdEventSchema.PROTOBUF_MESSAGE);
        for (long event = 0; event < EVENTS; event++) {
            DynamicMessage message = DynamicMessage.parseFrom(type, binary(protobuf, event));

            assertThat(message.getUnknownFields().asMap()).isEmpty();
            JsonNode json = json(event);
            assertThat(message.getAllFields()).hasSize(7);
            message.getAllFields()
                    .forEach(
                            (field, value) ->
                                    assertThat(json.get(field.getName()).asText())
                                            .isEqualTo(value.toString()));
        }
        assertThat(protobuf.id()).isEqualTo("ad-events-v1-seed1-protobuf");
    }
}
