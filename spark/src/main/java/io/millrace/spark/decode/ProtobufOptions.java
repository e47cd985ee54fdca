package io.millrace.spark.decode;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionValues;
import io.millrace.format.protobuf.ProtobufFormat;
import io.millrace.format.protobuf.ProtobufFormat.Enums;
import io.millrace.format.protobuf.ProtobufFormat.Unsigned;
import io.millrace.format.protobuf.ProtobufFormat.Wrappers;
import java.util.List;

/** The options of reading Protobuf; what Spark's {@code from_protobuf} has is named as there. */
final class ProtobufOptions {

    static final Option<String> DESCRIPTOR_FILE =
            Option.string(
                    "value.protobuf.descriptor.file",
                    "The file with the descriptors of the messages, as protoc writes it with"
                            + " `--include_imports --descriptor_set_out`. Not needed with"
                            + " `schema.registry.url`, where each record names its schema.");

    static final Option<String> MESSAGE =
            Option.string(
                    "value.protobuf.message",
                    "The name of the message, with its package or without. Needed with"
                            + " `value.protobuf.descriptor.file`; with a registry it says of which"
                            + " message columns are made, by default of the first one.");

    static final Option<Boolean> EMIT_DEFAULTS =
            Option.bool(
                            "value.protobuf.emit.default.values",
                            "Whether a field without presence that is not in a message has its"
                                    + " default value (0, empty) instead of null.")
                    .withDefault("false");

    static final Option<Boolean> ENUMS_AS_INTS =
            Option.bool(
                            "value.protobuf.enums.as.ints",
                            "Whether columns that are made of enums are INT instead of STRING.")
                    .withDefault("false");

    static final Option<Boolean> UPCAST_UNSIGNED =
            Option.bool(
                            "value.protobuf.upcast.unsigned.ints",
                            "Whether columns that are made of uint32 and uint64 are BIGINT and"
                                    + " DECIMAL(20,0), which hold all values, instead of INT and"
                                    + " BIGINT, where the upper half is negative.")
                    .withDefault("false");

    static final Option<Boolean> UNWRAP =
            Option.bool(
                            "value.protobuf.unwrap.primitive.wrapper.types",
                            "Whether columns that are made of Google's wrapper messages"
                                    + " (Int32Value and so on) have the type of the value instead"
                                    + " of a struct.")
                    .withDefault("false");

    static final Option<Long> MAX_RECURSION =
            Option.number(
                    "value.protobuf.recursive.fields.max.depth",
                    1,
                    10,
                    "How often a message may hold its own type where columns are made of it: 1"
                            + " leaves such fields out, 2 gives them one level, and so on. Without"
                            + " it such messages are refused.");

    static final List<Option<?>> ALL =
            List.of(
                    DESCRIPTOR_FILE,
                    MESSAGE,
                    EMIT_DEFAULTS,
                    ENUMS_AS_INTS,
                    UPCAST_UNSIGNED,
                    UNWRAP,
                    MAX_RECURSION);

    private ProtobufOptions() {}

    static ProtobufFormat format(OptionValues options) {
        return new ProtobufFormat(
                options.get(EMIT_DEFAULTS),
                options.get(ENUMS_AS_INTS) ? Enums.NUMBERS : Enums.NAMES,
                options.get(UPCAST_UNSIGNED) ? Unsigned.WIDENED : Unsigned.WRAPPED,
                options.get(UNWRAP) ? Wrappers.VALUES : Wrappers.STRUCTS,
                options.find(MAX_RECURSION).map(Long::intValue).orElse(0));
    }
}
