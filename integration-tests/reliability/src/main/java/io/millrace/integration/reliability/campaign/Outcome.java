package io.millrace.integration.reliability.campaign;

/**
 * What has come out, different records each.
 *
 * @param expected how many records are in the input
 * @param malformed how many of them cannot be decoded
 * @param copied how many are in the copy or its dead letters
 * @param counted how many are in the totals or in the dead letters of that flow
 * @param inDatabase how many are in the database or in the dead letters of that flow
 * @param nothingOpen whether the pipeline has left no transaction open when it was stopped
 */
public record Outcome(
        long expected,
        long malformed,
        long copied,
        long counted,
        long inDatabase,
        boolean nothingOpen) {

    static Outcome of(FlowChecks checks, boolean nothingOpen) {
        return new Outcome(
                checks.expected(),
                checks.malformed(),
                checks.copied(),
                checks.counted(),
                checks.inDatabase(),
                nothingOpen);
    }

    /** Whether everything is there and nothing left open. */
    boolean isComplete() {
        return nothingOpen && copied == expected && counted == expected && inDatabase == expected;
    }
}
