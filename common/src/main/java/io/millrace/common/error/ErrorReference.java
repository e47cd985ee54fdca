package io.millrace.common.error;

import java.util.List;

/** Writes the reference page of error codes from their declarations. */
public final class ErrorReference {

    private ErrorReference() {}

    /** Markdown with one row for each code. */
    public static String markdown(String title, List<? extends ErrorCode> codes) {
        StringBuilder page = new StringBuilder("# ").append(title).append("\n\n");
        page.append("Made from the declarations in the code; do not edit by hand.\n\n");
        page.append(
                "| code | category | exit code | retriable | message |\n|---|---|---|---|---|\n");
        for (ErrorCode code : codes) {
            page.append("| `")
                    .append(code.name())
                    .append("` | ")
                    .append(code.category())
                    .append(" | ")
                    .append(code.exitCode())
                    .append(" | ")
                    .append(code.retriable() ? "yes" : "no")
                    .append(" | ")
                    .append(code.template().replace("|", "\\|"))
                    .append(" |\n");
        }
        return page.toString();
    }
}
