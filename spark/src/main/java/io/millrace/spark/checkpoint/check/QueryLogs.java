package io.millrace.spark.checkpoint.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a checkpoint says of its query and its batches.
 *
 * @param queryId empty if it is not there or cannot be read
 * @param metadataProblem what is wrong with the file that has the id
 * @param offsets what was planned
 * @param commits what is done
 */
record QueryLogs(
        Optional<String> queryId,
        Optional<String> metadataProblem,
        BatchLog offsets,
        BatchLog commits) {

    static final String METADATA = "metadata";

    /** So many entries of each log tell whether a query can start: Spark reads no others. */
    private static final long FOR_A_START = 2;

    static QueryLogs quick(CheckpointFolder folder) throws IOException {
        return read(folder, FOR_A_START);
    }

    static QueryLogs whole(CheckpointFolder folder) throws IOException {
        return read(folder, Long.MAX_VALUE);
    }

    private static QueryLogs read(CheckpointFolder folder, long newest) throws IOException {
        FileContent metadata = folder.read(METADATA);
        Optional<String> id =
                metadata instanceof FileContent.Text text
                        ? EntryText.queryId(text.text())
                        : Optional.empty();
        return new QueryLogs(
                id,
                id.isPresent() ? Optional.empty() : Optional.of(problem(metadata)),
                BatchLog.offsets(folder, newest),
                BatchLog.commits(folder, newest));
    }

    private static String problem(FileContent metadata) {
        if (metadata instanceof FileContent.Missing) {
            return "is missing";
        }
        return metadata instanceof FileContent.Broken broken
                ? broken.problem()
                : "does not have the id of a query";
    }

    /** Whether no batch was ever planned. */
    boolean isFresh() {
        return offsets.isEmpty() && commits.isEmpty();
    }

    /** The batch that runs next, as Spark would decide. */
    long nextBatch() {
        long planned = offsets.last().orElse(-1);
        return commits.last().orElse(-1) == planned ? planned + 1 : planned;
    }

    /** What is wrong with what was read. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        boolean missing = metadataProblem.filter("is missing"::equals).isPresent();
        metadataProblem
                .filter(problem -> !(isFresh() && missing))
                .ifPresent(
                        problem ->
                                findings.add(
                                        Finding.broken(
                                                METADATA,
                                                problem
                                                        + "; with another id of the query its sinks"
                                                        + " would not recognise what they have")));
        ofOffsets(findings);
        ofCommits(findings);
        return findings;
    }

    private void ofOffsets(List<Finding> findings) {
        OptionalLong last = offsets.last();
        for (long number : offsets.unsound()) {
            String problem = offsets.problem(number).orElseThrow();
            String file = offsets.file(number);
            findings.add(
                    number >= last.getAsLong() - 1
                            ? Finding.broken(file, problem)
                            : Finding.note(file, problem));
        }
        // The plan before the last is where the last begins.
        if (last.isPresent() && last.getAsLong() > 0 && !offsets.has(last.getAsLong() - 1)) {
            long before = last.getAsLong() - 1;
            if (offsets.first().getAsLong() == last.getAsLong()) {
                findings.add(Finding.broken(offsets.file(before), "is missing"));
            }
        }
    }

    private void ofCommits(List<Finding> findings) {
        long done = commits.last().orElse(-1);
        for (long number : commits.unsound()) {
            String problem = commits.problem(number).orElseThrow();
            findings.add(
                    number == done
                            ? Finding.broken(commits.file(number), problem)
                            : Finding.note(commits.file(number), problem));
        }
        long planned = offsets.last().orElse(-1);
        if (done > planned) {
            findings.add(
                    Finding.broken(offsets.file(done), "is missing, though that batch is done"));
        } else if (done >= 0 && done < planned - 1) {
            findings.add(Finding.note(commits.file(planned - 1), "is missing"));
        }
    }
}
