package io.millrace.cli.records;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a header of a record from {@code KEY=VALUE}. */
final class HeaderText implements ITypeConverter<Header> {

    @Override
    public Header convert(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new TypeConversionException("expected KEY=VALUE, but was '" + text + "'");
        }
        return new RecordHeader(
                text.substring(0, equals),
                text.substring(equals + 1).getBytes(StandardCharsets.UTF_8));
    }
}
