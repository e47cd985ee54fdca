package io.millrace.cli.records;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.verb.BulkVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.common.option.DurationText;
import io.millrace.kafka.consume.ReadEnd;
import io.millrace.kafka.consume.ReadOrder;
import io.millrace.kafka.consume.TopicReader;
import io.millrace.kafka.position.LogPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.IsolationLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "consume",
        description = {
            "Print the records of a topic.",
            "",
            "Each value and a line feed, or with --output jsonl (or json) everything about each"
                    + " record. Bytes that are no UTF-8 appear in JSON as keyBase64 and"
                    + " valueBase64.",
            "",
            "Goes on until Ctrl-C unless --until-end, --max or --timeout ends it. Without --group"
                    + " nothing is left behind on the brokers; with it, reading starts at the"
                    + " group's offsets and what was printed is committed."
        },
        footer = {
            "",
            "Example:",
            "  millrace consume clicks --until-end",
            "  millrace consume clicks --from latest --max 10 --timeout 30s --output jsonl",
            "  millrace consume clicks --group audit --partition 0 --partition 1"
        })
@BulkVerb
public final class ConsumeCommand extends KafkaVerb {

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            defaultValue = "earliest",
            description =
                    "Where to start: "
                            + LogPosition.EXPECTED
                            + ". With --group only where the group has no offset."
                            + " Default: ${DEFAULT-VALUE}.")
    private LogPosition from;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description =
                    "Start at the offsets of this consumer group, and commit to it what was"
                            + " printed: after a crash some records come twice, none is missed.")
    private String group;

    @Option(
            names = "--partition",
            paramLabel = "P",
            description = "Only this partition; may be repeated. Default: all.")
    private SortedSet<Integer> partitions = new TreeSet<>();

    @Option(names = "--max", paramLabel = "N", description = "End after so many records.")
    private Long max;

    @Option(
            names = {"-e", "--until-end"},
            description = "End at the end that each partition has at the start.")
    private boolean untilEnd;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description =
                    "Give up, with exit code 4, when no record comes for so long (500ms, 10s, 5m).")
    private Duration timeout;

    @Option(
            names = "--isolation",
            paramLabel = "LEVEL",
            defaultValue = "read_committed",
            description =
                    "read_committed leaves out records of transactions that are open or were"
                            + " aborted, read_uncommitted shows them. Default: ${DEFAULT-VALUE}.")
    private IsolationLevel isolation;

    @Option(
            names = "--key-separator",
            paramLabel = "TEXT",
            converter = EscapedText.class,
            description = "Print the key and this text before each value; \\t is a tab.")
    private String keySeparator;

    @Option(
            names = "--null-marker",
            paramLabel = "TEXT",
            converter = EscapedText.class,
            description = "Print this text for a null key or value. Default: nothing.")
    private String nullMarker;

    public ConsumeCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() throws IOException {
        OutputFormat format = output().format();
        ReadOrder order = order(format);
        try (TopicReader reader = new TopicReader(connection(), order)) {
            session().interrupts().onInterrupt(reader::stop);
            if (terminal().kind().err() && !untilEnd) {
                terminal().err().println("Reading topic '" + topic + "'; Ctrl-C ends it.");
            }
            try (PrintingSink sink = sink(format)) {
                reader.read(sink);
            }
        }
        return ExitCode.OK;
    }

    private PrintingSink sink(OutputFormat format) throws IOException {
        RecordFormat records =
                switch (format) {
                    case TABLE -> new PlainRecords(terminal().out(), keySeparator, nullMarker);
                    case JSON -> JsonRecords.array(terminal().out());
                    case JSONL -> JsonRecords.lines(terminal().out());
                };
        return new PrintingSink(terminal(), records);
    }

    private ReadOrder order(OutputFormat format) {
        if (max != null && max < 1) {
            throw usage("--max must be at least 1, but was " + max);
        }
        if (format != OutputFormat.TABLE && (keySeparator != null || nullMarker != null)) {
            throw usage("--key-separator and --null-marker are for plain output, not for JSON");
        }
        if (timeout != null && timeout.isZero()) {
            throw usage("--timeout must be more than " + DurationText.format(timeout));
        }
        return new ReadOrder(
                topic,
                partitions,
                from,
                Optional.ofNullable(group),
                max == null ? OptionalLong.empty() : OptionalLong.of(max),
                untilEnd ? ReadEnd.PRESENT_END : ReadEnd.NEVER,
                Optional.ofNullable(timeout),
                isolation);
    }
}
