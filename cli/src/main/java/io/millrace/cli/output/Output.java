package io.millrace.cli.output;

import io.millrace.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the results of a command in the format that was asked for. */
public final class Output {

    private final Terminal terminal;
    private final OutputFormat format;

    public Output(Terminal terminal, OutputFormat format) {
        this.terminal = terminal;
        this.format = format;
    }

    public OutputFormat format() {
        return format;
    }

    /**
     * Writes a list of things.
     *
     * @param nothing what to tell people when the list is empty
     */
    public <T> void list(Listing<T> listing, Collection<T> things, String nothing) {
        switch (format) {
            case JSON -> json(out -> JsonText.writeDocument(out, listing.array(things)));
            case JSONL ->
                    json(
                            out -> {
                                for (T thing : things) {
                                    JsonText.writeLine(out, listing.object(thing));
                                }
                            });
            case TABLE -> {
                if (things.isEmpty()) {
                    terminal.err().println(nothing);
                } else {
                    text(page -> page.table(listing, things));
                }
            }
        }
    }

    /** Writes one thing: the same facts as an object and as a page. */
    public void document(Map<String, ?> object, Consumer<TextPage> page) {
        switch (format) {
            case JSON -> json(out -> JsonText.writeDocument(out, object));
            case JSONL -> json(out -> JsonText.writeLine(out, object));
            case TABLE -> text(page);
        }
    }

    /** Writes one thing for programs only; people have been told otherwise. */
    public void summary(Map<String, ?> object) {
        document(object, page -> {});
    }

    private void text(Consumer<TextPage> content) {
        PrintWriter writer = terminal.writer();
        content.accept(new TextPage(writer, terminal.kind().colourOnOut()));
        writer.flush();
    }

    @FunctionalInterface
    private interface JsonWriting {
        void to(OutputStream out) throws IOException;
    }

    private void json(JsonWriting writing) {
        try {
            writing.to(terminal.out());
            terminal.out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
