package io.millrace.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person sees at a terminal: understands the controls that Millrace uses, as xterm does, and
 * refuses all others.
 */
public final class GlassTerminal {

    private static final Pattern UP = Pattern.compile("\u001b\\[(\\d+)A");
    private static final Pattern CLEAR_LINE = Pattern.compile("\u001b\\[K");
    private static final Pattern CLEAR_BELOW = Pattern.compile("\u001b\\[J");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;
    private final List<String> scrolledAway = new ArrayList<>();
    private final List<int[]> rows = new ArrayList<>();
    private final int columns;
    private int row;
    private int column;
    private int wrapped;

    /** A terminal that is empty. */
    public GlassTerminal(int columns, int lines) {
        this.columns = columns;
        TerminalKind kind = new TerminalKind(true, true, true, true);
        this.terminal = new Terminal(InputStream.nullInputStream(), out, err, kind);
        for (int i = 0; i < lines; i++) {
            rows.add(blank());
        }
    }

    /** The streams that lead to it. */
    public Terminal terminal() {
        return terminal;
    }

    /** A screen that knows how large it is. */
    public Screen screen() {
        return new Screen(terminal, size());
    }

    ScreenSize size() {
        return new ScreenSize() {
            @Override
            public int lines() {
                return rows.size();
            }

            @Override
            public int columns() {
                return columns;
            }
        };
    }

    /** What stands there now, without the empty lines at the end. */
    public List<String> seen() {
        take();
        List<String> lines = new ArrayList<>(rows.stream().map(GlassTerminal::text).toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** What has left at the top. */
    public List<String> scrolledAway() {
        take();
        return scrolledAway;
    }

    /** How many lines did not fit and went on in the next one. */
    public int wrapped() {
        take();
        return wrapped;
    }

    private void take() {
        for (ByteArrayOutputStream stream : List.of(out, err)) {
            String text;
            synchronized (stream) {
                text = stream.toString(StandardCharsets.UTF_8);
                stream.reset();
            }
            int at = 0;
            while (at < text.length()) {
                int character = text.codePointAt(at);
                at += character == '\u001b' ? control(text.substring(at)) : write(character);
            }
        }
    }

    private int write(int character) {
        if (character == '\r') {
            column = 0;
        } else if (character == '\n') {
            feed();
        } else if (Character.isISOControl(character)) {
            throw new AssertionError("A control character: " + character);
        } else {
            // As terminals do: the line goes on below only when there is more to write.
            if (column == columns) {
                wrapped++;
                feed();
            }
            rows.get(row)[column++] = character;
        }
        return Character.charCount(character);
    }

    private void feed() {
        column = 0;
        if (++row == rows.size()) {
            scrolledAway.add(text(rows.remove(0)));
            rows.add(blank());
            row--;
        }
    }

    private int control(String text) {
        Matcher up = UP.matcher(text);
        if (up.lookingAt()) {
            row = Math.max(0, row - Integer.parseInt(up.group(1)));
            return up.end();
        }
        Matcher clearLine = CLEAR_LINE.matcher(text);
        Matcher clearBelow = CLEAR_BELOW.matcher(text);
        // A cursor behind the last column stands on it.
        int from = Math.min(column, columns - 1);
        if (clearLine.lookingAt()) {
            Arrays.fill(rows.get(row), from, columns, ' ');
            return clearLine.end();
        }
        if (clearBelow.lookingAt()) {
            Arrays.fill(rows.get(row), from, columns, ' ');
            rows.subList(row + 1, rows.size()).forEach(below -> Arrays.fill(below, ' '));
            return clearBelow.end();
        }
        throw new AssertionError("An unknown control: " + text.substring(1, 5));
    }

    private int[] blank() {
        int[] blank = new int[columns];
        Arrays.fill(blank, ' ');
        return blank;
    }

    private static String text(int[] row) {
        return new String(row, 0, row.length).stripTrailing();
    }
}
