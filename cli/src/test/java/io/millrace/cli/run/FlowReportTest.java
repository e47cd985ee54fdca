package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.output.Output;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.terminal.GlassTerminal;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.TerminalKind;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import io.millrace.pipeline.run.FlowProgress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowReportTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(InputStream.nullInputStream(), out, err, TerminalKind.none());
    private final FlowReport report = new FlowReport(terminal);

    @Test
    void namesTheStepBeforeThereAreFlows() {
        assertThat(report.line()).isEqualTo("starting Kafka");

        report.startingEngine();

        assertThat(report.line()).isEqualTo("starting Spark");
        assertThat(err()).as("who names a Kafka knows where it is").isEmpty();
    }

    @Test
    void tellsWhereTheBrokerOfTheRunIs() {
        report.ownBrokerRuns("127.0.0.1:41234");

        assertThat(err()).isEqualTo("Kafka runs at 127.0.0.1:41234 for this run.\n");
    }

    @Test
    void tellsThatAFlowWaitsForSomethingToBeBack() {
        report.listener().flowStarted("clicks");
        progress("clicks", 0, 10, 100, OptionalLong.of(0));
        MillraceException away =
                KafkaError.BROKER_UNREACHABLE.exception("kafka:9092", "no broker answered");

        report.listener().flowInterrupted("clicks", away, Duration.ofSeconds(1));
        report.listener().flowInterrupted("clicks", away, Duration.ofSeconds(2));

        assertThat(report.line()).isEqualTo("clicks: interrupted by BROKER_UNREACHABLE");
        assertThat(err())
                .startsWith(
                        "Flow 'clicks' is started again in 1s, and until it runs:"
                                + " [BROKER_UNREACHABLE] Cannot reach Kafka at 'kafka:9092'")
                .hasLineCount(1);

        progress("clicks", 1, 20, 100, OptionalLong.of(0));

        assertThat(report.line()).startsWith("clicks: batch 1, 20 rows");
        assertThat(err()).endsWith("Flow 'clicks' runs again.\n");
    }

    @Test
    void tellsTheLastBatchOfEachFlow() {
        report.listener().flowStarted("clicks");
        report.listener().flowStarted("views");
        assertThat(report.line()).isEqualTo("clicks: first batch | views: first batch");

        progress("views", 0, 10, 100, OptionalLong.of(7));
        progress("views", 1, 1_234_567, 1_250, OptionalLong.of(1_000));

        assertThat(report.line())
                .isEqualTo(
                        "clicks: first batch | views: batch 1, 1,234,567 rows in 1.3 s"
                                + " (987,654/s), lag 1,000");
    }

    @Test
    void doesNotSpeakOfALagThatNobodyKnows() {
        progress("clicks", 3, 1, 40, OptionalLong.empty());
        assertThat(report.line()).isEqualTo("clicks: batch 3, 1 row in 0.0 s (25/s)");

        progress("clicks", 4, 0, 0, OptionalLong.of(0));
        assertThat(report.line()).isEqualTo("clicks: batch 4, 0 rows in 0.0 s (0/s), lag 0");
    }

    @Test
    void tellsOfTopicsThatItsRunHasCreated() {
        report.listener().topicCreated("clicks");

        assertThat(err()).isEqualTo("Created topic 'clicks'.\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void writesNotesOverTheLineOfProgressAtATerminal() {
        GlassTerminal glass = new GlassTerminal(40, 5);
        FlowReport person = new FlowReport(glass.terminal());
        glass.terminal().err().print(person.line());

        person.listener().topicCreated("a");

        assertThat(glass.seen()).containsExactly("Created topic 'a'.");
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void sumsUpForPeopleAndForPrograms(OutputFormat format) {
        report.listener().flowStarted("idle");
        progress("clicks", 0, 1_000_000, OptionalLong.of(4), 0, 1_500, OptionalLong.of(500));
        progress("clicks", 1, 500_000, OptionalLong.of(5), 7, 500, OptionalLong.of(3));
        progress("views", 8, 2, 1_000, OptionalLong.empty());

        report.print(new Output(terminal, format));

        assertThat(err())
                .isEqualTo(
                        """
                        idle: 0 rows read in 0 batches, 0 rows/s
                        clicks: 1,500,000 rows read, 9 written, 7 too late for the watermark, 1 dead letter in 2 batches, 750,000 rows/s
                        views: 2 rows read in 1 batch, 2 rows/s
                        """);
        assertThat(out())
                .isEqualToNormalizingWhitespace(
                        switch (format) {
                            case TABLE -> "";
                            case JSONL ->
                                    """
                                    {"flows":[\
                                    {"flow":"idle","rowsRead":0,"rowsWritten":null,"rowsTooLate":0,"deadLetters":0,"batches":0,"rowsPerSecond":0,"lag":null},\
                                    {"flow":"clicks","rowsRead":1500000,"rowsWritten":9,"rowsTooLate":7,"deadLetters":1,"batches":2,"rowsPerSecond":750000,"lag":3},\
                                    {"flow":"views","rowsRead":2,"rowsWritten":null,"rowsTooLate":0,"deadLetters":0,"batches":1,"rowsPerSecond":2,"lag":null}]}
                                    """;
                            case JSON ->
                                    """
                                    { "flows" : [
                                      { "flow" : "idle", "rowsRead" : 0, "rowsWritten" : null,
                                        "rowsTooLate" : 0, "deadLetters" : 0, "batches" : 0,
                                        "rowsPerSecond" : 0, "lag" : null },
                                      { "flow" : "clicks", "rowsRead" : 1500000, "rowsWritten" : 9,
                                        "rowsTooLate" : 7, "deadLetters" : 1, "batches" : 2,
                                        "rowsPerSecond" : 750000, "lag" : 3 },
                                      { "flow" : "views", "rowsRead" : 2, "rowsWritten" : null,
                                        "rowsTooLate" : 0, "deadLetters" : 0, "batches" : 1,
                                        "rowsPerSecond" : 2, "lag" : null } ] }
                                    """;
                        });
    }

    @Test
    void sumsUpNothingWhereNothingRan() {
        report.print(new Output(terminal, OutputFormat.JSONL));

        assertThat(err()).isEmpty();
        assertThat(out()).isEqualTo("{\"flows\":[]}\n");
    }

    private void progress(String flow, long batch, long rows, long millis, OptionalLong lag) {
        progress(flow, batch, rows, OptionalLong.empty(), 0, millis, lag);
    }

    private void progress(
            String flow,
            long batch,
            long rows,
            OptionalLong written,
            long late,
            long millis,
            OptionalLong lag) {
        double perSecond = millis == 0 ? 0 : rows * 1_000.0 / millis;
        report.listener()
                .progressed(
                        new FlowProgress(
                                flow,
                                batch,
                                rows,
                                written,
                                late,
                                late / 7,
                                perSecond,
                                Duration.ofMillis(millis),
                                lag,
                                0));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
