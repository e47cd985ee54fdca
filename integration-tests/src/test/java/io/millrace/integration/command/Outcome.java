package io.millrace.integration.command;

import java.util.List;

/** What a command has left behind. */
record Outcome(int exitCode, String out, String err) {

    List<String> lines() {
        return out.lines().toList();
    }
}
