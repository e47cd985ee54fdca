package io.millrace.common.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The points that are armed, and with what: a list, separated by commas, of {@code
 * point=action[@n]}. The action is {@code kill}, {@code throw}, {@code hang} or {@code delay:ms};
 * it happens when the point is passed for the n-th time, the first one unless said otherwise, and
 * {@code @n+} means that time and every one after it. Thread-safe.
 */
final class ArmedPoints {

    private final Map<Failpoint, Armed> points;

    private ArmedPoints(Map<Failpoint, Armed> points) {
        this.points = points;
    }

    private record Armed(FailpointAction action, long at, boolean repeats, AtomicLong passed) {

        void pass(Failpoint point) {
            long times = passed.incrementAndGet();
            if (times == at || (repeats && times > at)) {
                action.run(point.pointName());
            }
        }
    }

    /** Those of the system property, or of the environment. */
    static ArmedPoints ofProcess() {
        String text = System.getProperty(Failpoint.PROPERTY);
        if (text == null) {
            text = System.getenv(Failpoint.VARIABLE);
        }
        return parse(text == null ? "" : text);
    }

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException naming what is not understood
     */
    static ArmedPoints parse(String text) {
        Map<Failpoint, Armed> points = new EnumMap<>(Failpoint.class);
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                int equals = part.indexOf('=');
                if (equals < 0) {
                    throw invalid(part, "point=action[@n]");
                }
                points.put(point(part.substring(0, equals).strip()), armed(part, equals + 1));
            }
        }
        return new ArmedPoints(points);
    }

    private static Failpoint point(String name) {
        return Arrays.stream(Failpoint.values())
                .filter(point -> point.pointName().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid(name, "one of " + names()));
    }

    private static String names() {
        return Arrays.stream(Failpoint.values())
                .map(Failpoint::pointName)
                .collect(Collectors.joining(", "));
    }

    private static Armed armed(String part, int from) {
        String[] actionAndTime = part.substring(from).strip().split("@", 2);
        FailpointAction action = action(part, actionAndTime[0]);
        String time = actionAndTime.length == 1 ? "1" : actionAndTime[1];
        boolean repeats = time.endsWith("+");
        try {
            long at = Long.parseLong(repeats ? time.substring(0, time.length() - 1) : time);
            return new Armed(action, at, repeats, new AtomicLong());
        } catch (NumberFormatException e) {
            throw invalid(part, "a number after the @");
        }
    }

    private static FailpointAction action(String part, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("delay:")) {
            try {
                long millis = Long.parseLong(word.substring("delay:".length()));
                return new FailpointAction.Delay(Duration.ofMillis(millis));
            } catch (NumberFormatException e) {
                throw invalid(part, "milliseconds after delay:");
            }
        }
        return switch (word) {
            case "kill" -> new FailpointAction.Kill();
            case "throw" -> new FailpointAction.Throw();
            case "hang" -> new FailpointAction.Hang();
            default -> throw invalid(part, "kill, throw, hang or delay:ms");
        };
    }

    private static IllegalArgumentException invalid(String value, String expected) {
        return new IllegalArgumentException(
                "Invalid failpoint '" + value + "': expected " + expected);
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    void pass(Failpoint point) {
        Armed armed = points.get(point);
        if (armed != null) {
            armed.pass(point);
        }
    }
}
