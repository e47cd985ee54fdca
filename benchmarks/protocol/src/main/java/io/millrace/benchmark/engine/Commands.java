package io.millrace.benchmark.engine;

import io.millrace.benchmark.protocol.Line;
import io.millrace.benchmark.protocol.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the harness tells an engine. Read by a thread of its own, so that an engine whose harness
 * has died ends at once, also in the middle of a run.
 */
final class Commands {

    private static final int ORPHANED = 3;

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    private Commands() {}

    static Commands read(InputStream input) {
        Commands commands = new Commands();
        Thread reader = new Thread(() -> commands.readAll(input), "commands");
        reader.setDaemon(true);
        reader.start();
        return commands;
    }

    private void readAll(InputStream input) {
        boolean quit = false;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                Line line = Line.parse(text).orElse(null);
                if (line != null) {
                    quit |= line.verb() == Verb.QUIT;
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            e.printStackTrace();
        }
        if (!quit) {
            Runtime.getRuntime().halt(ORPHANED);
        }
    }

    /** Waits for the next line. */
    Line next() throws InterruptedException {
        return lines.take();
    }

    /** Waits for the next line, which must say this. */
    Line next(Verb verb) throws InterruptedException {
        Line line = next();
        if (line.verb() != verb) {
            throw new IllegalStateException("expected " + verb + " but was told " + line);
        }
        return line;
    }
}
