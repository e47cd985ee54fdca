package io.millrace.integration.reliability.campaign;

import io.millrace.common.fault.Failpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Draws the points at which a driver fails: at one of them its process dies, at some others a query
 * throws, if it gets there before. Every point has its turn to be the one where it dies.
 */
final class Arming {

    private static final int RECORDS = 5_000;
    private static final int FILES = 20;
    private static final int BATCHES = 3;
    private static final int SPARED = 3;
    private static final int THROWING = 3;

    /** Those of commands are not in the way of this pipeline. */
    private static final List<Failpoint> POINTS =
            Arrays.stream(Failpoint.values())
                    .filter(
                            point ->
                                    point.name()
                                            .matches("(SOURCE|CHECKPOINT|SINK|JDBC|DEADLETTER)_.*"))
                    .toList();

    /** Those that executors pass. */
    private static final List<Failpoint> OF_EXECUTORS =
            POINTS.stream()
                    .filter(point -> point.name().matches(".*_TASK_.*|DEADLETTER_.*"))
                    .toList();

    private final Random random;
    private final List<Failpoint> turns = new ArrayList<>();

    Arming(Random random) {
        this.random = random;
    }

    /** The points that the pipeline passes. */
    static List<Failpoint> points() {
        return POINTS;
    }

    /** Each point throws once, when it is passed for the first time. */
    static String each(List<Failpoint> points) {
        return points.stream()
                .map(point -> point.pointName() + "=throw@1")
                .collect(Collectors.joining(","));
    }

    /**
     * For one driver, or nothing for one that is to show how long a start takes, in the form of
     * {@code MILLRACE_FAILPOINTS}.
     */
    String next() {
        return random.nextInt(SPARED) == 0 ? "" : mortal();
    }

    /** The same for one that is not to be spared. */
    String mortal() {
        if (turns.isEmpty()) {
            turns.addAll(POINTS);
            Collections.shuffle(turns, random);
        }
        Failpoint last = turns.remove(0);
        List<String> armed = new ArrayList<>();
        armed.add(last.pointName() + "=kill@" + time(last));
        List<Failpoint> others = new ArrayList<>(POINTS);
        others.remove(last);
        Collections.shuffle(others, random);
        for (Failpoint point : others.subList(0, THROWING)) {
            armed.add(point.pointName() + "=throw@" + time(point));
        }
        return String.join(",", armed);
    }

    /**
     * The point at which each executor dies. Not at the first pass: else none would ever get on.
     */
    String executors() {
        Failpoint last = OF_EXECUTORS.get(random.nextInt(OF_EXECUTORS.size()));
        return last.pointName() + "=kill@" + (SPARED + time(last));
    }

    /** At the how-manieth pass: one point is passed for each row, some for each batch. */
    private int time(Failpoint point) {
        String name = point.name();
        int most = BATCHES;
        if (name.equals("SINK_TASK_WRITING")) {
            most = RECORDS;
        } else if (name.startsWith("CHECKPOINT_FILE")) {
            most = FILES;
        } else if (name.contains("_RUN_")) {
            most = 2;
        }
        return 1 + random.nextInt(most);
    }
}
