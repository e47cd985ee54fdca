package io.millrace.cli.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * A command in a guide with the output that the guide shows.
 *
 * @param line where it stands, from 1
 */
record ConsoleExample(int line, String command, String output) {

    private static final String PROMPT = "$ ";

    /** The examples in the console blocks of a page, from top to bottom. */
    static List<ConsoleExample> in(List<String> page) {
        List<ConsoleExample> examples = new ArrayList<>();
        boolean inBlock = false;
        for (int i = 0; i < page.size(); i++) {
            String line = page.get(i);
            if (line.startsWith("```")) {
                inBlock = line.equals("```console");
            } else if (inBlock && line.startsWith(PROMPT)) {
                examples.add(new ConsoleExample(i + 1, line.substring(PROMPT.length()), ""));
            } else if (inBlock) {
                ConsoleExample last = examples.remove(examples.size() - 1);
                examples.add(
                        new ConsoleExample(
                                last.line(), last.command(), last.output() + line + "\n"));
            }
        }
        return examples;
    }

    /** Text without what is different every time. */
    static String steady(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS")
                .replaceAll("\\b[\\w-]{22}(?= with|\\n)", "ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replaceAll(" in \\d+\\.\\d s(, [\\d,]+ records/s)?\\.", " in SECONDS.")
                .replaceAll("(?m)^(ok|warn) +java +.*", "ok java")
                .replaceAll("(?m)^(ok|warn) +memory +.*", "ok memory")
                .replaceAll("(?m)^(ok|warn) +disk +.*/\\.millrace$", "ok disk")
                .replaceAll("such as \\d+", "such as PORT")
                .replaceAll(" +", " ");
    }
}
