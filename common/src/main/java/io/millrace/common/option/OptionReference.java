package io.millrace.common.option;

import java.util.List;

/** Writes the reference page of options from their declarations. */
public final class OptionReference {

    private OptionReference() {}

    /** Markdown with one table for each group, options in the order of their declaration. */
    public static String markdown(String title, List<OptionGroup> groups) {
        StringBuilder page = new StringBuilder("# ").append(title).append("\n\n");
        page.append("Made from the declarations in the code; do not edit by hand.\n");
        for (OptionGroup group : groups) {
            String subject = group.subject();
            page.append("\n## ")
                    .append(Character.toUpperCase(subject.charAt(0)))
                    .append(subject.substring(1))
                    .append("\n\n| option | type | default | meaning |\n|---|---|---|---|\n");
            group.options().forEach(option -> row(page, option));
            group.prefixes()
                    .forEach(
                            (prefix, doc) ->
                                    page.append("| `")
                                            .append(prefix)
                                            .append("*` | any | | ")
                                            .append(doc)
                                            .append(" |\n"));
        }
        return page.toString();
    }

    private static void row(StringBuilder page, Option<?> option) {
        page.append("| `")
                .append(option.key())
                .append("` | ")
                .append(option.type())
                .append(" | ")
                .append(option.defaultText().map(text -> "`" + text + "`").orElse(""))
                .append(" | ")
                .append(option.doc());
        if (!option.aliases().isEmpty()) {
            page.append(" Formerly `").append(String.join("`, `", option.aliases())).append("`.");
        }
        page.append(option.secret() ? " Secret: never shown. |\n" : " |\n");
    }
}
