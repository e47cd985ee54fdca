package io.millrace.integration.project;

import java.util.List;

/** What a command has left behind. */
public record Outcome(int exitCode, String out, String err) {

    public List<String> lines() {
        return out.lines().toList();
    }
}
