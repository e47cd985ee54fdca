package io.millrace.pipeline.graph;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionGroup;
import io.millrace.common.option.OptionValues;
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

    /** All settings of flows. */
    public static final OptionGroup OPTIONS =
            new OptionGroup("SET in a pipeline", List.of(TRIGGER), Map.of());

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
