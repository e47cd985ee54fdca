package io.millrace.integration.reliability.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.common.error.ErrorCategory;
import io.millrace.integration.reliability.check.Violation;
import io.millrace.integration.reliability.check.Violation.Kind;
import io.millrace.integration.reliability.check.Violations;
import java.time.Duration;
import java.util.Set;

/** Judges how drivers fail and end. */
final class ProcessEnds {

    /** The exit code of a process that was killed. */
    static final int KILLED = 137;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> KNOWN =
            Set.of(PipelineChild.GIVEN_UP, PipelineChild.OVERTAKEN);

    private final Violations violations;

    ProcessEnds(Violations violations) {
        this.violations = violations;
    }

    /** It has ended though nobody has asked it to, nor killed it. */
    void byItself(String driver, int code) {
        if (!KNOWN.contains(code)) {
            add(Kind.UNEXPECTED_END, driver, "it ended by itself with exit code " + code);
        }
    }

    /** It was asked to end and has not. */
    void notStopped(String driver, Duration limit) {
        add(
                Kind.NOT_STOPPED,
                driver,
                "it was told to stop and had not ended " + limit.toSeconds() + " s later");
    }

    /** It has gone on beside its successor. */
    void zombieAlive(String driver, Duration limit) {
        add(
                Kind.STILL_ALIVE,
                driver,
                "it had not seen " + limit.toSeconds() + " s later that another has taken over");
    }

    /** Looks at a line of its history. */
    void event(String driver, String line) {
        JsonNode event;
        try {
            event = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // The end of the file of one that was killed.
            return;
        }
        if (event.path("event").asText().equals(PipelineChild.FAILED)
                && event.path(PipelineChild.CATEGORY)
                        .asText()
                        .equals(ErrorCategory.INTERNAL.name())) {
            add(Kind.INTERNAL_FAILURE, driver, event.path("reason").asText());
        }
    }

    private void add(Kind kind, String driver, String detail) {
        violations.add(new Violation(kind, driver, null, detail));
    }
}
