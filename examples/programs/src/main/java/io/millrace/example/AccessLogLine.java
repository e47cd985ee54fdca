package io.millrace.example;

import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a web server's access log, in the common format or the combined one: {@code 192.0.2.7 -
 * - [01/Mar/2026:12:00:00 +0000] "GET /index.html HTTP/1.1" 200 1043}.
 */
record AccessLogLine(String host, Instant at, String page, int status, long bytes)
        implements Serializable {

    private static final Pattern FORMAT =
            Pattern.compile(
                    "^(\\S+) \\S+ \\S+ \\[([^]]+)] \"\\S+ ([^ ?\"]+)[^\"]*\" (\\d{3}) (\\d+|-).*");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

    /** Empty for a line that is none of a log. */
    static Optional<AccessLogLine> parse(String line) {
        Matcher found = FORMAT.matcher(line);
        return found.matches()
                ? Optional.of(
                        new AccessLogLine(
                                found.group(1),
                                OffsetDateTime.parse(found.group(2), TIME).toInstant(),
                                found.group(3),
                                Integer.parseInt(found.group(4)),
                                found.group(5).equals("-") ? 0 : Long.parseLong(found.group(5))))
                : Optional.empty();
    }

    /** Whether the server, not the client, is to blame. */
    boolean isServerError() {
        return status >= 500;
    }
}
