package io.millrace.spark.checkpoint.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Decides what it takes that a query can go on. Pure. */
final class RepairPlanner {

    private static final String CHOICES =
            "; restore the checkpoint from a copy, or begin anew with another checkpoint, whose"
                    + " sinks then get again what they have";

    private final String path;
    private final QueryLogs logs;
    private final StateFolder state;
    private final List<RepairStep> steps = new ArrayList<>();

    private RepairPlanner(String path, QueryLogs logs, StateFolder state) {
        this.path = path;
        this.logs = logs;
        this.state = state;
    }

    /**
     * Plans.
     *
     * @param knownId the id of the query as its manifest has it
     */
    static RepairPlan plan(
            String path, QueryLogs logs, StateFolder state, Optional<String> knownId) {
        boolean broken =
                logs.findings().stream().anyMatch(Finding::isBroken)
                        || state.findings(Math.max(0, logs.nextBatch())).stream()
                                .anyMatch(Finding::isBroken);
        return broken
                ? new RepairPlanner(path, logs, state).plan(knownId)
                : RepairPlan.nothing(path);
    }

    private RepairPlan plan(Optional<String> knownId) {
        if (!state.others().isEmpty()) {
            return RepairPlan.hopeless(path, state.others().get(0) + CHOICES);
        }
        Optional<RepairTarget> target = RepairTarget.latest(logs, state);
        if (target.isEmpty()) {
            return RepairPlan.hopeless(path, reasonWithoutTarget() + CHOICES);
        }
        if (logs.metadataProblem().isPresent()) {
            if (knownId.isEmpty() && !logs.isFresh()) {
                return RepairPlan.hopeless(
                        path,
                        "'metadata' "
                                + logs.metadataProblem().get()
                                + ", and no other file has the id of the query"
                                + CHOICES);
            }
            restoreMetadata(knownId);
        }
        Set<Long> doneAgain = new TreeSet<>();
        boolean replanned = setLogsAside(target.get(), doneAgain);
        setStateAside(target.get(), replanned);
        long next = target.get().nextBatch();
        return new RepairPlan(
                path,
                steps,
                OptionalLong.of(next),
                List.copyOf(doneAgain),
                effect(target.get(), replanned, doneAgain),
                "");
    }

    private String reasonWithoutTarget() {
        Optional<String> ofState = state.problemOf(Math.max(0, logs.nextBatch()));
        return ofState.orElse("no plan of a batch can be relied on any more");
    }

    private void restoreMetadata(Optional<String> knownId) {
        if (!"is missing".equals(logs.metadataProblem().orElse(""))) {
            aside(QueryLogs.METADATA, logs.metadataProblem().orElseThrow());
        }
        if (knownId.isPresent()) {
            steps.add(
                    new RepairStep(
                            RepairStep.Action.RESTORE,
                            QueryLogs.METADATA,
                            "with the id that millrace.json has"));
        }
    }

    /** Whether a batch that was planned is planned anew. */
    private boolean setLogsAside(RepairTarget target, Set<Long> doneAgain) {
        BatchLog offsets = logs.offsets();
        BatchLog commits = logs.commits();
        for (long number : offsets.numbersFrom(target.plan() + 1)) {
            aside(offsets.file(number), offsets.problem(number).orElse("follows a broken file"));
        }
        long firstUndone = target.committed() ? target.plan() + 1 : target.plan();
        for (long number : commits.numbersFrom(Math.max(0, firstUndone))) {
            boolean planStays = number == target.plan();
            aside(commits.file(number), commits.problem(number).orElse("its batch is done again"));
            if (!planStays || commits.isSound(number)) {
                doneAgain.add(number);
            }
        }
        for (long number : commits.numbers()) {
            if (number < firstUndone && !commits.isSound(number)) {
                aside(commits.file(number), commits.problem(number).orElseThrow());
            }
        }
        return !offsets.numbersFrom(target.plan() + 1).isEmpty() || !doneAgain.isEmpty();
    }

    private void setStateAside(RepairTarget target, boolean replanned) {
        if (target.plan() < 0) {
            // Spark begins only where there is nothing.
            state.operators().forEach(operator -> aside(operator, "the query begins anew"));
            return;
        }
        Set<String> files = new LinkedHashSet<>();
        for (StateStore store : state.stores()) {
            files.addAll(store.brokenSnapshotsOf(target.nextBatch()));
            // A batch that is planned anew may make another state of the same number.
            if (replanned) {
                files.addAll(store.filesFrom(target.nextBatch() + 1));
            }
        }
        for (String file : files) {
            String problem =
                    state.stores().stream()
                            .map(store -> store.problems().get(file))
                            .filter(p -> p != null)
                            .findFirst()
                            .orElse("is of a batch that is done again");
            aside(file, problem);
        }
    }

    private void aside(String file, String reason) {
        steps.add(new RepairStep(RepairStep.Action.SET_ASIDE, file, reason));
    }

    private static String effect(RepairTarget target, boolean replanned, Set<Long> doneAgain) {
        if (!doneAgain.isEmpty()) {
            return "Batches that were done are done again, from "
                    + target.nextBatch()
                    + " on: a sink that writes exactly once refuses to go back behind what it has, a"
                    + " sink that writes at least once writes it twice.";
        }
        if (replanned) {
            return "Batch "
                    + target.nextBatch()
                    + " is planned anew, from where the batch before it ended. If the sink has a"
                    + " part of it already, one that writes exactly once refuses a plan that"
                    + " differs, one that writes at least once writes that part twice.";
        }
        return "Batch "
                + target.nextBatch()
                + " is next"
                + (target.committed()
                        ? "; nothing is done again."
                        : ", with the offsets that it was planned with: an exactly-once sink"
                                + " recognises what it has of it, a sink that writes at least once"
                                + " writes it twice.");
    }
}
