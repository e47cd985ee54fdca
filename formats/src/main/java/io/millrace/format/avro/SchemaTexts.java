package io.millrace.format.avro;

import io.millrace.common.error.MillraceException;
import io.millrace.format.FormatError;
import io.millrace.format.registry.RegisteredSchema;
import io.millrace.format.registry.SchemaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Reads schemas, those of a registry once. */
final class SchemaTexts {

    private static final int MAX_PARSED = 1_000;

    private static final Map<RegisteredSchema, Schema> PARSED =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<RegisteredSchema, Schema> eldest) {
                    return size() > MAX_PARSED;
                }
            };

    private SchemaTexts() {}

    static Schema parse(RegisteredSchema schema) {
        synchronized (PARSED) {
            Schema known = PARSED.get(schema);
            if (known != null) {
                return known;
            }
        }
        String source = "id " + schema.id();
        if (schema.type() != SchemaType.AVRO) {
            throw invalid(source, "it is of type " + schema.type(), null);
        }
        Schema.Parser parser = parser();
        schema.references().forEach((name, text) -> parse(parser, text, source + ", " + name));
        Schema parsed = record(parser, schema.text(), source);
        synchronized (PARSED) {
            PARSED.put(schema, parsed);
        }
        return parsed;
    }

    static Schema parse(String text, String source) {
        return record(parser(), text, source);
    }

    /** As Spark reads them: a default that does not fit only matters where it is needed. */
    private static Schema.Parser parser() {
        return new Schema.Parser().setValidateDefaults(false);
    }

    /** Avro's parser has more ways to refuse a text than its own exceptions. */
    private static Schema parse(Schema.Parser parser, String text, String source) {
        try {
            Schema schema = parser.parse(text);
            schema.getType();
            return schema;
        } catch (RuntimeException e) {
            throw invalid(source, firstLine(e), e);
        }
    }

    private static Schema record(Schema.Parser parser, String text, String source) {
        Schema schema = parse(parser, text, source);
        if (schema.getType() != Schema.Type.RECORD) {
            throw invalid(source, "it is of type " + schema.getType() + ", not a record", null);
        }
        return schema;
    }

    private static MillraceException invalid(String source, String reason, Throwable cause) {
        return FormatError.AVRO_SCHEMA_INVALID.causedBy(cause, source, reason);
    }

    static String firstLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String line = message.lines().findFirst().orElse(message).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
