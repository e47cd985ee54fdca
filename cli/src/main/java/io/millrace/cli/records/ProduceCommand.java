package io.millrace.cli.records;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.terminal.Progress;
import io.millrace.cli.verb.BulkVerb;
import io.millrace.cli.verb.CliError;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.produce.LineProducer;
import io.millrace.kafka.produce.Partitioning;
import io.millrace.kafka.produce.ProduceOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "produce",
        description = {
            "Send the lines of standard input or a file to a topic.",
            "",
            "Each line is one record, its bytes untouched. A line ends with a line feed; an empty"
                    + " line is an empty value; a carriage return belongs to the value.",
            "",
            "Every record is acknowledged by all in-sync replicas. If sending fails, the exit code"
                    + " is not 0 and the error says how many records were acknowledged."
        },
        footer = {
            "",
            "Example:",
            "  printf 'one\\ntwo\\n' | millrace produce clicks",
            "  millrace produce clicks clicks.jsonl --rate 1000",
            "  echo 'user7|{\"n\":1}' | millrace produce clicks --key-separator '|'"
        })
@BulkVerb
public final class ProduceCommand extends KafkaVerb {

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic; it must exist.")
    private String topic;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file to send. Default: standard input.")
    private Path file;

    @Option(
            names = "--key-separator",
            paramLabel = "TEXT",
            converter = EscapedText.class,
            description =
                    "Each line is a key, this text, and a value; \\t is a tab. Default: a line is a"
                            + " value, and there are no keys.")
    private String keySeparator;

    @Option(
            names = "--null-marker",
            paramLabel = "TEXT",
            converter = EscapedText.class,
            description =
                    "A key or value that is just this text is sent as null; a null value is a"
                            + " tombstone.")
    private String nullMarker;

    @Option(
            names = "--partitioner",
            paramLabel = "HOW",
            defaultValue = "key-hash",
            description =
                    "key-hash (as Kafka does it: by key, else one batch after the other),"
                            + " value-hash, round-robin, or the number of a partition."
                            + " Default: ${DEFAULT-VALUE}.")
    private Partitioning partitioning;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most so many records per second, evenly. Default: no limit.")
    private Double rate;

    @Option(
            names = "--header",
            paramLabel = "KEY=VALUE",
            converter = HeaderText.class,
            description = "A header for every record; may be repeated.")
    private List<Header> headers = new ArrayList<>();

    public ProduceCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() throws IOException {
        ProduceOrder order = order();
        try (InputStream lines = open();
                LineProducer producer = new LineProducer(connection(), order)) {
            boolean typed = file == null && terminal().kind().in();
            if (typed) {
                terminal().err().println("Reading lines from the terminal; Ctrl-D ends them.");
            }
            session().interrupts().onInterrupt(producer::stop);
            ProduceReport report = new ProduceReport(topic, producer::progress);
            // Who types wants no line that changes below the cursor.
            Progress progress =
                    typed
                            ? Progress.none(terminal())
                            : Progress.start(terminal(), report::progress);
            try {
                producer.send(lines);
            } catch (MillraceException e) {
                progress.close();
                report.summaryIfAny().ifPresent(terminal().err()::println);
                throw e;
            }
            progress.close();
            terminal().err().println(report.summary());
            output().summary(report.object());
        }
        return ExitCode.OK;
    }

    private ProduceOrder order() {
        if (rate != null && !(rate > 0)) {
            throw usage("--rate must be more than 0, but was " + rate);
        }
        if (keySeparator != null && keySeparator.isEmpty()) {
            throw usage("--key-separator must not be empty");
        }
        return new ProduceOrder(
                topic,
                partitioning,
                Optional.ofNullable(keySeparator),
                Optional.ofNullable(nullMarker),
                headers,
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate));
    }

    /** Opened as a channel, so that an interrupt ends a read that waits. */
    private InputStream open() {
        if (file == null) {
            return terminal().in();
        }
        try {
            return Channels.newInputStream(FileChannel.open(session().directory().resolve(file)));
        } catch (NoSuchFileException e) {
            throw CliError.FILE_UNREADABLE.causedBy(e, file, "there is no such file");
        } catch (IOException e) {
            throw CliError.FILE_UNREADABLE.causedBy(e, file, e.getMessage());
        }
    }
}
