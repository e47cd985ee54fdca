package io.millrace.spark.decode;

import io.millrace.common.error.MillraceException;
import io.millrace.common.option.NearestName;
import io.millrace.common.option.Option;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.format.avro.AvroFormat;
import io.millrace.format.registry.RegistryError;
import io.millrace.format.registry.RegistryOptions;
import io.millrace.format.registry.RegistrySettings;
import io.millrace.format.registry.SchemaRegistry;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.option.TableError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of Avro, of one schema or with the ids of their schemas in a registry. They are read with
 * the schema that is given, or the latest one of the registry; a column that is none of its fields
 * is looked for in what the writer wrote.
 */
final class AvroSourceFormat implements SourceFormat {

    private static final Logger LOG = LoggerFactory.getLogger(AvroSourceFormat.class);

    static final Option<String> SCHEMA =
            Option.string(
                    "value.avro.schema",
                    "The Avro schema that values are read with, as JSON or as the path of a file."
                            + " Without `schema.registry.url` it is also the schema that they were"
                            + " written with; with it, each record names its own.");

    @Override
    public List<Option<?>> options() {
        List<Option<?>> options = new ArrayList<>(List.of(SCHEMA));
        options.addAll(RegistryOptions.ALL);
        return options;
    }

    @Override
    public StructType inferSchema(OptionValues options) {
        Optional<SchemaRegistry> registry =
                RegistrySettings.of(options).map(SchemaRegistry::shared);
        Schema reader =
                given(options)
                        .or(() -> registry.map(r -> latest(r, subject(options))))
                        .orElseThrow(AvroSourceFormat::schemaMissing);
        return ColumnTypes.schema(AvroFormat.columns(reader));
    }

    @Override
    public ValueDecoding plan(OptionValues options, StructType schema) {
        FieldType.StructType columns = ColumnTypes.structType(schema);
        Optional<Schema> given = given(options);
        Optional<RegistrySettings> registry = RegistrySettings.of(options);
        if (registry.isPresent()) {
            Optional<Schema> reader =
                    given.or(() -> latestIfAny(SchemaRegistry.shared(registry.get()), options));
            reader.ifPresent(
                    latest -> {
                        AvroFormat.of(latest).check(latest, columns);
                        warnOfUnknown(latest, columns);
                    });
            return new FramedAvroDecoding(registry.get(), reader.map(Schema::toString).orElse(""));
        }
        Schema only = given.orElseThrow(AvroSourceFormat::schemaMissing);
        AvroFormat.of(only).check(only, columns);
        requireFields(only, columns);
        return new AvroDecoding(only.toString());
    }

    private static Optional<Schema> given(OptionValues options) {
        return options.find(SCHEMA)
                .map(text -> AvroFormat.parse(SchemaFile.textOf(SCHEMA.key(), text), SCHEMA.key()));
    }

    private static String subject(OptionValues options) {
        return ValueSubject.of(options)
                .orElseThrow(
                        () ->
                                OptionError.MISSING_OPTION.exception(
                                        RegistryOptions.SUBJECT.key(),
                                        "a millrace table of several topics",
                                        "it says which schema the columns are inferred from;"
                                                + " name it, or declare the columns"));
    }

    private static Schema latest(SchemaRegistry registry, String subject) {
        return AvroFormat.parse(registry.latest(subject));
    }

    /** Declared columns do without a schema of the reader. */
    private static Optional<Schema> latestIfAny(SchemaRegistry registry, OptionValues options) {
        try {
            return ValueSubject.of(options).map(subject -> latest(registry, subject));
        } catch (MillraceException e) {
            if (e.code() == RegistryError.SUBJECT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Of the only schema that there is every column must be a field. */
    private static void requireFields(Schema only, FieldType.StructType columns) {
        for (String column : unknown(only, columns)) {
            String nearest =
                    NearestName.of(column, fields(only))
                            .map(name -> " (is it " + name + "?)")
                            .orElse("");
            throw TableError.SCHEMA_MISMATCH.exception(
                    "avro",
                    "fields of the schema: " + String.join(", ", fields(only)),
                    column + nearest);
        }
    }

    /** Records may have been written with a schema that has them. */
    private static void warnOfUnknown(Schema reader, FieldType.StructType columns) {
        List<String> unknown = unknown(reader, columns);
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "The columns {} are no fields of the Avro schema that the table is read with"
                            + " ({}); they are null but in records whose own schema has them.",
                    unknown,
                    reader.getFullName());
        }
    }

    private static List<String> unknown(Schema schema, FieldType.StructType columns) {
        return columns.fields().stream()
                .map(Field::name)
                .filter(name -> fields(schema).stream().noneMatch(name::equalsIgnoreCase))
                .toList();
    }

    private static List<String> fields(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).toList();
    }

    private static RuntimeException schemaMissing() {
        return OptionError.MISSING_OPTION.exception(
                RegistryOptions.URL.key(),
                "a millrace table with value.format=avro",
                "the schemas of the records are needed; name their registry, or give the schema in "
                        + SCHEMA.key());
    }
}
