package io.millrace.spark.decode;

import io.millrace.common.option.Option;
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

    /** The options of all formats, each once. */
    public static List<Option<?>> options() {
        LinkedHashSet<Option<?>> options = new LinkedHashSet<>();
        Arrays.stream(ValueFormat.values()).forEach(f -> options.addAll(of(f).options()));
        return List.copyOf(options);
    }
}
