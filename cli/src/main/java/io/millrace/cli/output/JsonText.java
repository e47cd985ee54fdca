package io.millrace.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Writes maps, lists and plain values as JSON. */
public final class JsonText {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();

    private JsonText() {}

    /** A generator that neither closes nor flushes the stream below it. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        // Root values are separated by whoever writes them.
        json.setRootValueSeparator(null);
        return json;
    }

    /** Writes one value over several lines, as people like to read it, and a line feed. */
    static void writeDocument(OutputStream out, Object value) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        try (JsonGenerator json = generator(out)) {
            json.setPrettyPrinter(printer);
            write(json, value);
        }
        out.write('\n');
    }

    /** Writes one value in one line, with its line feed. */
    public static void writeLine(OutputStream out, Object value) throws IOException {
        try (JsonGenerator json = generator(out)) {
            write(json, value);
        }
        out.write('\n');
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        Object plain = Values.plain(value);
        if (plain instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName(field.getKey().toString());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (plain instanceof Iterable<?> array) {
            json.writeStartArray();
            for (Object element : array) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (plain instanceof Long || plain instanceof Integer) {
            json.writeNumber(((Number) plain).longValue());
        } else if (plain instanceof Double number) {
            json.writeNumber(number);
        } else if (plain instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (plain == null) {
            json.writeNull();
        } else {
            json.writeString(plain.toString());
        }
    }
}
