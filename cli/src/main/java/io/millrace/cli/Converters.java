package io.millrace.cli;

import io.millrace.cli.output.OutputFormat;
import io.millrace.common.option.DurationText;
import io.millrace.kafka.group.PartitionChoice;
import io.millrace.kafka.position.LogPosition;
import io.millrace.kafka.produce.Partitioning;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.IsolationLevel;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Teaches the command line the types of Millrace, each with the parser that it has already. */
final class Converters {

    private Converters() {}

    static void register(CommandLine commandLine) {
        commandLine
                .registerConverter(LogPosition.class, converter(LogPosition::parse))
                .registerConverter(Partitioning.class, converter(Partitioning::parse))
                .registerConverter(PartitionChoice.class, converter(PartitionChoice::parse))
                .registerConverter(
                        CompletionCommand.Shell.class, converter(CompletionCommand.Shell::parse))
                .registerConverter(OutputFormat.class, converter(OutputFormat::parse))
                .registerConverter(IsolationLevel.class, converter(Converters::isolation))
                .registerConverter(Duration.class, converter(DurationText::parse));
    }

    private static IsolationLevel isolation(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "read_committed" -> IsolationLevel.READ_COMMITTED;
            case "read_uncommitted" -> IsolationLevel.READ_UNCOMMITTED;
            default -> throw new IllegalArgumentException("read_committed or read_uncommitted");
        };
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "expected " + e.getMessage() + ", but was '" + text + "'");
            }
        };
    }
}
