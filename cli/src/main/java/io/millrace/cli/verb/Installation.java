package io.millrace.cli.verb;

import java.nio.file.Path;

/** Where Millrace is installed, as the launcher says. */
public final class Installation {

    private Installation() {}

    /** The directory with bin, conf, lib and examples. */
    public static Path home() {
        return Path.of(System.getProperty("millrace.home", ""));
    }

    /** The command as it was typed, to show people what to type next. */
    public static String command() {
        return System.getProperty("millrace.command", "millrace");
    }
}
