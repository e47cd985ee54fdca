package io.millrace.cli;

import io.millrace.cli.broker.BrokerCommand;
import io.millrace.cli.checkpoint.CheckpointCommand;
import io.millrace.cli.demo.DemoCommand;
import io.millrace.cli.dlq.DlqCommand;
import io.millrace.cli.doctor.DoctorCommand;
import io.millrace.cli.group.GroupCommand;
import io.millrace.cli.records.ConsumeCommand;
import io.millrace.cli.records.ProduceCommand;
import io.millrace.cli.run.RunCommand;
import io.millrace.cli.topic.TopicCommand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The verbs of the command line. A new verb is added here. */
final class Verbs {

    /** By the name that each has in its annotation, in the order of the help. */
    static final Map<String, Class<?>> ALL;

    static final String HELP = "help";
    static final String COMPLETION = "completion";

    static {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put("demo", DemoCommand.class);
        all.put("run", RunCommand.class);
        all.put("broker", BrokerCommand.class);
        all.put("checkpoint", CheckpointCommand.class);
        all.put("topic", TopicCommand.class);
        all.put("produce", ProduceCommand.class);
        all.put("consume", ConsumeCommand.class);
        all.put("group", GroupCommand.class);
        all.put("dlq", DlqCommand.class);
        all.put("doctor", DoctorCommand.class);
        all.put(COMPLETION, CompletionCommand.class);
        all.put(HELP, HelpCommand.class);
        ALL = Collections.unmodifiableMap(all);
    }

    private Verbs() {}
}
