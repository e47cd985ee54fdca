package io.millrace.cli.output;

import java.io.PrintWriter;
import java.util.Map;

/** A page of text for people: facts, headings and tables. */
public final class TextPage {

    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter writer;
    private final boolean colour;

    TextPage(PrintWriter writer, boolean colour) {
        this.writer = writer;
        this.colour = colour;
    }

    /** Lines of names and values, the values below each other. */
    public void facts(Map<String, ?> facts) {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach(
                (name, value) ->
                        line(
                                bold(name)
                                        + " ".repeat(width - name.length() + 2)
                                        + Values.text(value)));
    }

    public <T> void table(Listing<T> listing, Iterable<T> things) {
        boolean heading = true;
        for (String line : Table.lines(listing, things)) {
            line(heading ? bold(line) : line);
            heading = false;
        }
    }

    public void heading(String text) {
        line("");
        line(bold(text));
    }

    private void line(String text) {
        // Not println: the same bytes on every system.
        writer.write(text + "\n");
    }

    private String bold(String text) {
        return colour ? BOLD + text + PLAIN : text;
    }
}
