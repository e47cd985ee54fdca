package io.millrace.spark.decode;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.common.error.MillraceException;
import io.millrace.common.option.Option;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.format.protobuf.MessageTypes;
import io.millrace.format.protobuf.ProtobufFormat;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.format.registry.RegistryError;
import io.millrace.format.registry.RegistryOptions;
import io.millrace.format.registry.RegistrySettings;
import io.millrace.format.registry.SchemaRegistry;
import io.millrace.format.schema.FieldType;
import io.millrace.spark.column.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Messages of Protobuf: of one type, whose descriptor is in a file, or with the ids of their
 * schemas in a registry.
 */
final class ProtobufSourceFormat implements SourceFormat {

    @Override
    public List<Option<?>> options() {
        List<Option<?>> options = new ArrayList<>(ProtobufOptions.ALL);
        options.addAll(RegistryOptions.ALL);
        return options;
    }

    @Override
    public StructType inferSchema(OptionValues options) {
        Descriptor message =
                RegistrySettings.of(options)
                        .map(registry -> latest(registry, options))
                        .orElseGet(() -> inFile(options).message());
        return ColumnTypes.schema(ProtobufOptions.format(options).schema(message));
    }

    @Override
    public ValueDecoding plan(OptionValues options, StructType schema) {
        FieldType.StructType columns = ColumnTypes.structType(schema);
        ProtobufFormat format = ProtobufOptions.format(options);
        Optional<RegistrySettings> registry = RegistrySettings.of(options);
        if (registry.isPresent()) {
            refuseFile(options);
            latestIfAny(registry.get(), options)
                    .ifPresent(latest -> format.check(latest, columns, UnknownColumns.NULL));
            return new FramedProtobufDecoding(format, registry.get());
        }
        ProtobufDecoding decoding = inFile(options);
        format.check(decoding.message(), columns, UnknownColumns.REFUSED);
        return decoding;
    }

    private static ProtobufDecoding inFile(OptionValues options) {
        String file =
                options.find(ProtobufOptions.DESCRIPTOR_FILE)
                        .orElseThrow(
                                () ->
                                        missing(
                                                ProtobufOptions.DESCRIPTOR_FILE,
                                                "the descriptors of the messages are needed; give"
                                                        + " their file, or name a registry in "
                                                        + RegistryOptions.URL.key()));
        String message =
                options.find(ProtobufOptions.MESSAGE)
                        .orElseThrow(
                                () ->
                                        missing(
                                                ProtobufOptions.MESSAGE,
                                                "a file of descriptors has several messages"));
        byte[] set = SchemaFile.bytesOf(ProtobufOptions.DESCRIPTOR_FILE.key(), file);
        return new ProtobufDecoding(ProtobufOptions.format(options), set, file, message);
    }

    private static RuntimeException missing(Option<?> option, String reason) {
        return OptionError.MISSING_OPTION.exception(
                option.key(), "a millrace table with value.format=protobuf", reason);
    }

    private static void refuseFile(OptionValues options) {
        if (options.isSet(ProtobufOptions.DESCRIPTOR_FILE)) {
            throw OptionError.CONFLICTING_OPTIONS.exception(
                    List.of(ProtobufOptions.DESCRIPTOR_FILE.key(), RegistryOptions.URL.key()),
                    "a millrace table with value.format=protobuf",
                    "with a registry each record names its schema");
        }
    }

    private static Descriptor latest(RegistrySettings registry, OptionValues options) {
        String subject =
                ValueSubject.of(options)
                        .orElseThrow(
                                () ->
                                        OptionError.MISSING_OPTION.exception(
                                                RegistryOptions.SUBJECT.key(),
                                                "a millrace table of several topics",
                                                "it says which schema the columns are made of;"
                                                        + " name it, or declare the columns"));
        MessageTypes types = MessageTypes.of(SchemaRegistry.shared(registry).latest(subject));
        return options.find(ProtobufOptions.MESSAGE).map(types::named).orElseGet(types::first);
    }

    /** Declared columns do without a schema that is registered already. */
    private static Optional<Descriptor> latestIfAny(
            RegistrySettings registry, OptionValues options) {
        try {
            return ValueSubject.of(options).map(subject -> latest(registry, options));
        } catch (MillraceException e) {
            if (e.code() == RegistryError.SUBJECT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
