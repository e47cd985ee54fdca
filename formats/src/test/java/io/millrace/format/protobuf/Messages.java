package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.format.registry.RegisteredSchema;
import io.millrace.format.registry.SchemaType;
import io.millrace.format.schema.FieldType.StructType;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Messages in hexadecimal digits, decoded with types that a test declares. */
final class Messages {

    private final StructType schema;
    private final CollectedColumn[] columns;
    private final RecordDecoder decoder;

    Messages(ProtobufFormat format, Descriptor message, StructType schema) {
        this.schema = schema;
        columns = CollectedColumn.of(schema);
        decoder = format.decoder(message, schema, columns, UnknownColumns.REFUSED);
    }

    static Messages of(String messages) {
        Descriptor first = types(messages).first();
        return new Messages(ProtobufFormat.DEFAULT, first, ProtobufFormat.DEFAULT.schema(first));
    }

    /** The types that a text of proto3 declares, unless it says that it is another syntax. */
    static MessageTypes types(String messages) {
        return MessageTypes.of(schema(7, messages, Map.of()));
    }

    static RegisteredSchema schema(int id, String messages, Map<String, String> references) {
        String text = messages.startsWith("syntax") ? messages : "syntax = \"proto3\"; " + messages;
        return new RegisteredSchema(id, SchemaType.PROTOBUF, text, references);
    }

    String problem() {
        return decoder.problem();
    }

    /** The row; nothing for a malformed message. */
    Optional<Map<String, Object>> decode(String hexadecimal) {
        return decode(HexFormat.of().parseHex(hexadecimal.replace(" ", "")));
    }

    Optional<Map<String, Object>> decode(byte[] message) {
        if (decoder.decode(message, 0, message.length, 0) == RecordDecoder.Outcome.MALFORMED) {
            return Optional.empty();
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            row.put(schema.fields().get(i).name(), columns[i].value(0));
        }
        return Optional.of(row);
    }
}
