package io.millrace.cli.doctor;

import java.util.Locale;

/** How bad a finding is. */
enum Status {
    OK,
    /** It works, but not as it should. */
    WARN,
    /** It stops a run. */
    FAIL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
