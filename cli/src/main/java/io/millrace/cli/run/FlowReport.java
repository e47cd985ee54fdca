package io.millrace.cli.run;

import io.millrace.cli.output.Output;
import io.millrace.cli.output.OutputFormat;
import io.millrace.cli.terminal.Terminal;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.MillraceException;
import io.millrace.common.option.DurationText;
import io.millrace.pipeline.run.FlowProgress;
import io.millrace.pipeline.run.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the flows of a run have done, as a line while they run and as a summary when they end. */
final class FlowReport {

    /** What one flow has done so far. */
    private static final class Totals {
        private long batches;
        private long rows;
        private long written;
        private boolean writtenIsKnown;
        private long late;
        private long deadLetters;
        private long millis;
        private FlowProgress last;

        /** What it waits for to be over; null while it runs. */
        private ErrorCode interruption;

        private void add(FlowProgress progress) {
            batches++;
            rows += progress.rows();
            progress.written().ifPresent(this::addWritten);
            late += progress.late();
            deadLetters += progress.deadLetters();
            millis += progress.duration().toMillis();
            last = progress;
        }

        private void addWritten(long more) {
            written += more;
            writtenIsKnown = true;
        }

        private double rowsPerSecond() {
            return millis == 0 ? 0 : rows * 1_000.0 / millis;
        }
    }

    private final Terminal terminal;
    private final Map<String, Totals> flows = new LinkedHashMap<>();
    private String phase = "starting Kafka";

    FlowReport(Terminal terminal) {
        this.terminal = terminal;
    }

    synchronized void ownBrokerRuns(String address) {
        terminal.note("Kafka runs at " + address + " for this run.");
    }

    synchronized void startingEngine() {
        phase = "starting Spark";
    }

    /** Notes what the engine tells. */
    RunListener listener() {
        return new RunListener() {
            @Override
            public void topicCreated(String topic) {
                synchronized (FlowReport.this) {
                    terminal.note("Created topic '" + topic + "'.");
                }
            }

            @Override
            public void flowStarted(String flow) {
                synchronized (FlowReport.this) {
                    flows.putIfAbsent(flow, new Totals());
                }
            }

            @Override
            public void flowInterrupted(String flow, MillraceException reason, Duration wait) {
                synchronized (FlowReport.this) {
                    interrupted(flow, reason, wait);
                }
            }

            @Override
            public void progressed(FlowProgress progress) {
                synchronized (FlowReport.this) {
                    Totals totals = flows.computeIfAbsent(progress.flow(), f -> new Totals());
                    totals.add(progress);
                    if (totals.interruption != null) {
                        totals.interruption = null;
                        terminal.note("Flow '" + progress.flow() + "' runs again.");
                    }
                }
            }
        };
    }

    /** The whole text once: what is tried again and again says the same each time. */
    private void interrupted(String flow, MillraceException reason, Duration wait) {
        Totals totals = flows.computeIfAbsent(flow, f -> new Totals());
        if (totals.interruption != reason.code()) {
            totals.interruption = reason.code();
            terminal.note(
                    String.format(
                            Locale.ROOT,
                            "Flow '%s' is started again in %s, and until it runs: [%s] %s",
                            flow,
                            DurationText.format(wait),
                            reason.code().name(),
                            reason.text()));
        }
    }

    /** Where the run stands, in one line. */
    synchronized String line() {
        if (flows.isEmpty()) {
            return phase;
        }
        List<String> parts = new ArrayList<>();
        flows.forEach((flow, totals) -> parts.add(flow + ": " + line(totals)));
        return String.join(" | ", parts);
    }

    private static String line(Totals totals) {
        if (totals.interruption != null) {
            return "interrupted by " + totals.interruption.name();
        }
        FlowProgress last = totals.last;
        if (last == null) {
            return "first batch";
        }
        return String.format(
                Locale.ROOT,
                "batch %d, %s in %.1f s (%,.0f/s)%s%s%s",
                last.batch(),
                rows(last.rows()),
                last.duration().toMillis() / 1_000.0,
                last.rowsPerSecond(),
                last.lag().isPresent()
                        ? String.format(Locale.ROOT, ", lag %,d", last.lag().getAsLong())
                        : "",
                late(totals.late),
                deadLetters(totals.deadLetters));
    }

    /** Rows that are in no result must not go unsaid. */
    private static String late(long rows) {
        return rows == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d too late for the watermark", rows);
    }

    private static String deadLetters(long letters) {
        return letters == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        letters == 1 ? ", %,d dead letter" : ", %,d dead letters",
                        letters);
    }

    private static String rows(long rows) {
        return String.format(Locale.ROOT, rows == 1 ? "%,d row" : "%,d rows", rows);
    }

    /** Says what was done: to people on standard error, to programs on standard output. */
    synchronized void print(Output output) {
        flows.forEach(
                (flow, totals) ->
                        terminal.err()
                                .printf(
                                        Locale.ROOT,
                                        "%s: %s read%s%s%s in %,d %s, %,.0f rows/s%n",
                                        flow,
                                        rows(totals.rows),
                                        totals.writtenIsKnown
                                                ? String.format(
                                                        Locale.ROOT,
                                                        ", %,d written",
                                                        totals.written)
                                                : "",
                                        late(totals.late),
                                        deadLetters(totals.deadLetters),
                                        totals.batches,
                                        totals.batches == 1 ? "batch" : "batches",
                                        totals.rowsPerSecond()));
        if (output.format() != OutputFormat.TABLE) {
            output.summary(
                    Map.of("flows", flows.entrySet().stream().map(FlowReport::object).toList()));
        }
    }

    private static Map<String, Object> object(Map.Entry<String, Totals> flow) {
        Totals totals = flow.getValue();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("flow", flow.getKey());
        object.put("rowsRead", totals.rows);
        object.put("rowsWritten", totals.writtenIsKnown ? totals.written : null);
        object.put("rowsTooLate", totals.late);
        object.put("deadLetters", totals.deadLetters);
        object.put("batches", totals.batches);
        object.put("rowsPerSecond", Math.round(totals.rowsPerSecond()));
        object.put("lag", totals.last == null ? null : boxed(totals.last));
        return object;
    }

    private static Long boxed(FlowProgress progress) {
        return progress.lag().isPresent() ? progress.lag().getAsLong() : null;
    }
}
