package io.millrace.spark.decode;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.ValueFormat;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** The formats that can be read. */
public final class SourceFormats {

    private SourceFormats() {}

    /** How values of this format are read. */
    public static SourceFormat of(ValueFormat format) {
        return switch (format) {
            case RAW -> new RawSourceFormat();
            case JSON -> new JsonSourceFormat();
            case TEXT -> new TextSourceFormat();
            case AVRO -> new AvroSourceFormat();
            case PROTOBUF -> new ProtobufSourceFormat();
            case CSV -> new CsvSourceFormat();
        };
    }

    /**
     * Checks what is set for the parsers of all formats.
     *
     * @throws io.millrace.common.error.MillraceException if a setting would break what a table
     *     promises
     */
    public static void checkParserSettings(OptionValues options) {
        for (ValueFormat format : ValueFormat.values()) {
            of(format).checkParserSettings(options);
        }
    }

    /** The options of all formats, each once. */
    public static List<Option<?>> options() {
        LinkedHashSet<Option<?>> options = new LinkedHashSet<>();
        Arrays.stream(ValueFormat.values()).forEach(f -> options.addAll(of(f).options()));
        return List.copyOf(options);
    }
}
