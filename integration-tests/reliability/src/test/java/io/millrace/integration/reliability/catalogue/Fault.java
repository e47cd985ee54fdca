package io.millrace.integration.reliability.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A fault that a pipeline must survive.
 *
 * @param id its name in tests, such as A5
 * @param wording what happens
 * @param reason why there is no test of it, where there is none and more to say than that
 */
record Fault(String id, String wording, String reason) {

    private static final String RESOURCE = "faults.txt";

    /** All faults, in their order. */
    static List<Fault> all() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(Fault.class.getResourceAsStream(RESOURCE)),
                                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(Fault::parse).toList();
        }
    }

    String whyNot() {
        return reason.equals("-") ? "not yet" : "not yet: " + reason;
    }

    private static Fault parse(String line) {
        String[] parts = line.split(" \\| ");
        return new Fault(parts[0], parts[1], parts[2]);
    }
}
