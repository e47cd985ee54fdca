package io.millrace.cli.records;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Writes bytes into JSON as text if they are UTF-8, and as Base64 in another field if not. */
final class JsonBytes {

    private final JsonGenerator json;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CharBuffer chars = CharBuffer.allocate(8_192);

    JsonBytes(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the field NAME with text or null, or the field NAMEBase64. */
    void write(String name, byte[] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(name);
        } else if (decode(bytes)) {
            json.writeFieldName(name);
            json.writeString(chars.array(), 0, chars.position());
        } else {
            json.writeFieldName(name + "Base64");
            json.writeBinary(bytes);
        }
    }

    private boolean decode(byte[] bytes) {
        if (chars.capacity() < bytes.length) {
            chars = CharBuffer.allocate(Math.max(bytes.length, 2 * chars.capacity()));
        }
        chars.clear();
        decoder.reset();
        return !decoder.decode(ByteBuffer.wrap(bytes), chars, true).isError()
                && !decoder.flush(chars).isError();
    }
}
