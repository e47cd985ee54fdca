package io.millrace.cli.demo;

import io.millrace.cli.verb.EngineVerb;
import io.millrace.cli.verb.Session;
import io.millrace.cli.verb.Verb;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Watch this machine through Kafka and Spark.",
            "",
            "Starts a Kafka broker and Spark in this process, sends what the machine tells of"
                    + " itself to a topic ten times a second, runs examples/machine.sql over it, and"
                    + " shows the results: at a terminal as a table that changes, elsewhere as"
                    + " lines. The data stay in .millrace."
        },
        footer = {
            "",
            "Example:",
            "  millrace demo",
            "  millrace demo --for 60s --output jsonl > machine.jsonl"
        })
@EngineVerb
public final class DemoCommand extends Verb {

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "End by itself after so long (30s, 5m). Default: at Ctrl-C.")
    private Duration duration;

    public DemoCommand(Session session) {
        super(session);
    }

    @Override
    protected int run() throws Exception {
        if (duration != null && duration.isZero()) {
            throw usage("--for must be more than 0");
        }
        return new DemoProgram(session(), output()).run(duration);
    }
}
