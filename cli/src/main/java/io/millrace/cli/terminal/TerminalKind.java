package io.millrace.cli.terminal;

import java.util.Map;

/**
 * Which of the standard streams a person sits at, and whether to use colour there. Output to a
 * terminal that can move no cursor is treated as output to a file.
 *
 * @param colour wanted, where there is a terminal
 */
public record TerminalKind(boolean in, boolean out, boolean err, boolean colour) {

    /** The property in which the launcher lists the terminals among in, out and err. */
    static final String PROPERTY = "millrace.terminals";

    /** No terminals at all: pipes and files. */
    public static TerminalKind none() {
        return new TerminalKind(false, false, false, false);
    }

    /** What the launcher has found out, or else what Java knows. */
    public static TerminalKind detect(Map<String, String> environment) {
        String told = System.getProperty(PROPERTY);
        // Java knows of a console only if both in and out are one.
        String terminals = told != null ? told : System.console() != null ? "in,out" : "";
        // A terminal that only prints, as some editors have: nothing can be written over.
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty() && !dumb;
        return new TerminalKind(
                terminals.contains("in"),
                terminals.contains("out") && !dumb,
                terminals.contains("err") && !dumb,
                colour);
    }

    public boolean colourOnOut() {
        return out && colour;
    }

    public boolean colourOnErr() {
        return err && colour;
    }
}
