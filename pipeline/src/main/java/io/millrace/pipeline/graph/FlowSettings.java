package io.millrace.pipeline.graph;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionGroup;
import io.millrace.common.option.OptionValues;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code SET millrace.…} says of the flows that follow it. */
public final class FlowSettings {

    public static final Option<FlowTrigger> TRIGGER =
            Option.of(
                            "millrace.trigger",
                            "duration \\| real-time [duration]",
                            FlowTrigger::parse,
                            "How long after the begin of one micro-batch the next one begins at the"
                                    + " earliest; 0ms: as soon as there is something to read."
                                    + " `real-time` passes each record on as it arrives, and writes"
                                    + " down how far it has come every minute, or as often as the"
                                    + " duration behind it says, 5s at the least.")
                    .withDefault("0ms");

    public static final Option<Duration> WATCHDOG =
            Option.duration(
                            "millrace.watchdog",
                            "A micro-batch that makes no progress for so long (no task begins, ends"
                                    + " or counts a record more) stops the pipeline with an error"
                                    + " and a dump of all threads; 0ms: it may hang for ever."
                                    + " Real-time flows are not watched.")
                    .withDefault("10m");

    public static final Option<Duration> RESTART_LIMIT =
            Option.duration(
                            "millrace.restart.limit",
                            "A flow that fails of something outside which may pass, such as brokers"
                                    + " or a database that are away, is started again where it was,"
                                    + " after 1 s, then 2 s, up to every 30 s; for so long without"
                                    + " success, then the pipeline fails; 0ms: it fails at once. So"
                                    + " does a flow that has done nothing yet, and a run with"
                                    + " --once.")
                    .withDefault("1h");

    /** All settings of flows. */
    public static final OptionGroup OPTIONS =
            new OptionGroup(
                    "SET in a pipeline", List.of(TRIGGER, WATCHDOG, RESTART_LIMIT), Map.of());

    private FlowSettings() {}

    static void check(Setting setting) {
        OPTIONS.parse(Map.of(setting.key(), setting.value()));
    }

    /** The settings of Millrace among those of a flow. */
    public static OptionValues of(Flow flow) {
        Map<String, String> own = new LinkedHashMap<>(flow.settings());
        own.keySet().removeIf(key -> !key.startsWith(Setting.PREFIX));
        return OPTIONS.parse(own);
    }
}
