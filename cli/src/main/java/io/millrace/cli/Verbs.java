package io.millrace.cli;

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
        all.put(COMPLETION, CompletionCommand.class);
        all.put(HELP, HelpCommand.class);
        ALL = Collections.unmodifiableMap(all);
    }

    private Verbs() {}
}
