package io.millrace.spark.checkpoint.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;

/**
 * The state of all operators of a query.
 *
 * @param stores one for each partition of each operator, and of each side of a join
 * @param operators the directories of the operators
 * @param others findings about files that belong to no version, such as schemas
 */
record StateFolder(List<StateStore> stores, List<String> operators, List<Finding> others) {

    private static final String STATE = "state";

    /** Reads every file to its end. */
    static StateFolder read(CheckpointFolder folder) throws IOException {
        List<String> operators =
                folder.list(STATE).stream().map(f -> STATE + "/" + f.getPath().getName()).toList();
        StateFolder state = new StateFolder(new ArrayList<>(), operators, new ArrayList<>());
        state.read(folder, STATE);
        return state;
    }

    private void read(CheckpointFolder folder, String directory) throws IOException {
        StateStore store = new StateStore(directory);
        for (FileStatus child : folder.list(directory)) {
            String name = child.getPath().getName();
            String file = directory + "/" + name;
            if (child.isDirectory()) {
                read(folder, file);
            } else if (store.add(name)) {
                folder.problemOf(file).ifPresent(problem -> store.addProblem(file, problem));
            } else if (!name.startsWith(".") && !name.endsWith(CheckpointFolder.SPARKS_CHECKSUM)) {
                folder.problemOf(file)
                        .ifPresent(problem -> others.add(Finding.broken(file, problem)));
            }
        }
        if (!store.isEmpty()) {
            stores.add(store);
        }
    }

    /** Why a version of the state cannot be had; empty if it can. */
    Optional<String> problemOf(long version) {
        return stores.stream()
                .map(store -> store.problemOf(version))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What is wrong, seen from the version that the next batch begins with. */
    List<Finding> findings(long version) {
        List<Finding> findings = new ArrayList<>(others);
        for (StateStore store : stores) {
            boolean usable = store.problemOf(version).isEmpty();
            List<String> inTheWay = store.brokenSnapshotsOf(version);
            TreeMap<String, String> problems = new TreeMap<>(store.problems());
            problems.forEach(
                    (file, problem) ->
                            findings.add(
                                    usable && !inTheWay.contains(file)
                                            ? Finding.note(file, problem)
                                            : Finding.broken(file, problem)));
            if (!usable && problems.isEmpty()) {
                findings.add(
                        Finding.broken(
                                store.directory(),
                                "does not have version "
                                        + version
                                        + ": "
                                        + store.problemOf(version).orElseThrow()));
            }
        }
        return findings;
    }
}
