package io.millrace.spark.checkpoint.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;

/** One of the two logs of a query: a file for each batch, named by its number. */
final class BatchLog {

    static final String OFFSETS = "offsets";
    static final String COMMITS = "commits";

    private final String name;
    private final NavigableMap<Long, Optional<String>> problems;

    private BatchLog(String name, NavigableMap<Long, Optional<String>> problems) {
        this.name = name;
        this.problems = problems;
    }

    static BatchLog offsets(CheckpointFolder folder, long newest) throws IOException {
        return read(folder, OFFSETS, EntryText::problemOfOffsets, newest);
    }

    static BatchLog commits(CheckpointFolder folder, long newest) throws IOException {
        return read(folder, COMMITS, EntryText::problemOfCommit, newest);
    }

    /** Lists the log, and reads so many of its newest entries. */
    private static BatchLog read(
            CheckpointFolder folder,
            String name,
            Function<String, Optional<String>> problemOf,
            long newest)
            throws IOException {
        NavigableMap<Long, Optional<String>> problems = new TreeMap<>();
        for (FileStatus file : folder.list(name)) {
            String number = file.getPath().getName();
            if (file.isFile() && number.matches("\\d{1,18}")) {
                problems.put(Long.parseLong(number), Optional.empty());
            }
        }
        problems.descendingKeySet().stream()
                .limit(newest)
                .toList()
                .forEach(
                        number ->
                                problems.put(
                                        number,
                                        problem(folder.read(name + "/" + number), problemOf)));
        return new BatchLog(name, problems);
    }

    private static Optional<String> problem(
            FileContent content, Function<String, Optional<String>> problemOf) {
        if (content instanceof FileContent.Text text) {
            return problemOf.apply(text.text());
        }
        return content instanceof FileContent.Broken broken
                ? Optional.of(broken.problem())
                : Optional.of("is missing");
    }

    String file(long number) {
        return name + "/" + number;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    OptionalLong first() {
        return isEmpty() ? OptionalLong.empty() : OptionalLong.of(problems.firstKey());
    }

    OptionalLong last() {
        return isEmpty() ? OptionalLong.empty() : OptionalLong.of(problems.lastKey());
    }

    /** Those that are there, sound or not. */
    List<Long> numbers() {
        return List.copyOf(problems.keySet());
    }

    List<Long> numbersFrom(long number) {
        return List.copyOf(problems.tailMap(number, true).keySet());
    }

    boolean has(long number) {
        return problems.containsKey(number);
    }

    boolean isSound(long number) {
        return has(number) && problems.get(number).isEmpty();
    }

    /** What is wrong with an entry that should be there. */
    Optional<String> problem(long number) {
        return has(number) ? problems.get(number) : Optional.of("is missing");
    }

    /** Numbers between the first and the last that are not sound. */
    List<Long> unsound() {
        List<Long> unsound = new ArrayList<>();
        if (!isEmpty()) {
            for (long n = problems.firstKey(); n <= problems.lastKey(); n++) {
                if (!isSound(n)) {
                    unsound.add(n);
                }
            }
        }
        return unsound;
    }
}
