package io.millrace.spark.checkpoint.check;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one partition of one stateful operator. A version of the state is a snapshot with
 * the changes that follow it.
 */
final class StateStore {

    private static final Pattern NAME =
            Pattern.compile("(\\d{1,18})(?:_[^.]*)?\\.(delta|snapshot|changelog|zip)");

    private final String directory;
    private final NavigableMap<Long, List<String>> snapshots = new TreeMap<>();
    private final NavigableMap<Long, List<String>> changes = new TreeMap<>();
    private final NavigableMap<String, String> problems = new TreeMap<>();

    StateStore(String directory) {
        this.directory = directory;
    }

    String directory() {
        return directory;
    }

    /** Notes a file; false if it is none of a state. */
    boolean add(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return false;
        }
        boolean snapshot = parts.group(2).equals("snapshot") || parts.group(2).equals("zip");
        (snapshot ? snapshots : changes)
                .computeIfAbsent(Long.parseLong(parts.group(1)), n -> new ArrayList<>())
                .add(directory + "/" + name);
        return true;
    }

    boolean isEmpty() {
        return snapshots.isEmpty() && changes.isEmpty();
    }

    void addProblem(String file, String problem) {
        problems.put(file, problem);
    }

    NavigableMap<String, String> problems() {
        return problems;
    }

    /** All files, oldest version first. */
    List<String> files() {
        return filesFrom(0);
    }

    /** The files of this version and of all later ones. */
    List<String> filesFrom(long version) {
        List<String> all = new ArrayList<>();
        snapshots.tailMap(version, true).values().forEach(all::addAll);
        changes.tailMap(version, true).values().forEach(all::addAll);
        return all;
    }

    NavigableSet<Long> versions() {
        NavigableSet<Long> versions = new TreeSet<>(snapshots.keySet());
        versions.addAll(changes.keySet());
        return versions;
    }

    /**
     * Why a version cannot be had; empty if it can.
     *
     * @param version 0 is the empty state
     */
    Optional<String> problemOf(long version) {
        for (long number = version; number > 0; number--) {
            if (isSound(snapshots, number)) {
                return Optional.empty();
            }
            if (!isSound(changes, number)) {
                return Optional.of(problemAt(number));
            }
        }
        return Optional.empty();
    }

    private boolean isSound(NavigableMap<Long, List<String>> kind, long number) {
        List<String> files = kind.getOrDefault(number, List.of());
        return !files.isEmpty() && files.stream().noneMatch(problems::containsKey);
    }

    private String problemAt(long number) {
        for (String file : filesOf(number)) {
            if (problems.containsKey(file)) {
                return "'" + file + "' " + problems.get(file);
            }
        }
        return "the changes of version " + number + " in '" + directory + "' are missing";
    }

    private List<String> filesOf(long number) {
        List<String> files = new ArrayList<>(changes.getOrDefault(number, List.of()));
        files.addAll(snapshots.getOrDefault(number, List.of()));
        return files;
    }

    /**
     * Broken snapshots that a reader of a version would come upon before a sound one. Without them
     * it reads the changes.
     */
    List<String> brokenSnapshotsOf(long version) {
        List<String> broken = new ArrayList<>();
        for (long number = version; number > 0 && !isSound(snapshots, number); number--) {
            snapshots.getOrDefault(number, List.of()).stream()
                    .filter(problems::containsKey)
                    .forEach(broken::add);
        }
        return broken;
    }
}
