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
                .registerConverter(Duration.class, converter(Converters::duration));
    }

    private static IsolationLevel isolation(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "read_committed" -> IsolationLevel.READ_COMMITTED;
            case "read_uncommitted" -> IsolationLevel.READ_UNCOMMITTED;
            default -> throw new IllegalArgumentException("read_committed or read_uncommitted");
        };
    }

    /**
     * Options of programs take a bare number as milliseconds; who types 10 means something else.
     */
    private static Duration duration(String text) {
        if (text.strip().chars().allMatch(Character::isDigit)) {
            throw new IllegalArgumentException(
                    "a duration with its unit, such as 500ms, 10s or 5m");
        }
        return DurationText.parse(text);
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
