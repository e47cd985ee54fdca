package io.millrace.cli.dlq;

import io.millrace.cli.cluster.KafkaVerb;
import io.millrace.cli.verb.ExitCode;
import io.millrace.cli.verb.Session;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.LetterLog;
import io.millrace.kafka.deadletter.LetterVisitor;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Print dead letters with what is known of them.",
            "",
            "Key, value and headers of the record are shown with --payload only: they may hold what"
                    + " is not for every eye. Bytes that are no UTF-8 appear as Base64."
        },
        footer = {
            "",
            "Example:",
            "  millrace dlq show clicks-dlq",
            "  millrace dlq show clicks-dlq --source clicks --from-offset 4711 --until-offset 4712"
                    + " --payload",
            "  millrace dlq show clicks-dlq --max 1000 --output jsonl"
        })
final class DlqShow extends KafkaVerb {

    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic.")
    private String topic;

    @Mixin private LetterChoice choice;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "20",
            description = "Show so many letters at the most. Default: ${DEFAULT-VALUE}.")
    private long max;

    @Option(names = "--payload", description = "Show key, value and headers of the records, too.")
    private boolean payload;

    DlqShow(Session session) {
        super(session);
    }

    @Override
    protected int run() throws IOException {
        if (max < 1) {
            throw usage("--max must be at least 1, but was " + max);
        }
        LetterPrinter printer =
                new LetterPrinter(output(), payload ? Payload.SHOWN : Payload.HIDDEN);
        try (LetterLog log = new LetterLog(connection(), topic)) {
            log.read(new Shown(log, printer));
        }
        printer.end();
        return ExitCode.OK;
    }

    private final class Shown implements LetterVisitor {

        private final LetterLog log;
        private final LetterPrinter printer;
        private long shown;

        private Shown(LetterLog log, LetterPrinter printer) {
            this.log = log;
            this.printer = printer;
        }

        @Override
        public void letter(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
            if (shown < max && choice.filter().takes(letter)) {
                shown++;
                printer.print(record, letter);
            }
            if (shown == max) {
                log.stop();
            }
        }

        @Override
        public void unreadable(ConsumerRecord<byte[], byte[]> record, MillraceException reason) {
            terminal().err().println(reason.text());
        }
    }
}
