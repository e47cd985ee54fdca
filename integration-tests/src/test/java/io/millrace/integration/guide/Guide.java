package io.millrace.integration.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the documentation tells its reader to do, from top to bottom. */
final class Guide {

    /** One thing to do. */
    sealed interface Step {}

    /** A file to write: a block that says {@code file=NAME} after its language. */
    record WriteFile(String name, String content) implements Step {}

    /**
     * A command with the output that the page shows, in a block of the language {@code console}. A
     * line of three dots stands for any lines, three dots in a line for any text.
     *
     * @param line where it stands, from 1
     */
    record Command(int line, String text, String output) implements Step {

        private static final String BACKGROUND = " &";

        /** Whether it goes on while the others run. */
        boolean isBackground() {
            return text.endsWith(BACKGROUND);
        }

        /** As one waits for it. */
        String foregroundText() {
            return isBackground()
                    ? "exec " + text.substring(0, text.length() - BACKGROUND.length())
                    : text;
        }

        boolean shows(String actual) {
            return expected().matcher(steady(actual)).matches();
        }

        private Pattern expected() {
            StringBuilder pattern = new StringBuilder();
            for (String each : steady(output).split("(?<=\n)")) {
                if (each.equals(DOTS + "\n")) {
                    pattern.append("(?:.*\n)*?");
                } else {
                    for (String part : each.split(Pattern.quote(DOTS), -1)) {
                        pattern.append(Pattern.quote(part)).append(".*");
                    }
                    pattern.setLength(pattern.length() - 2);
                }
            }
            return Pattern.compile(pattern.toString());
        }

        /** Text without what is different every time. */
        static String steady(String text) {
            return text.replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS")
                    .replaceAll("\\b[\\w-]{22}(?= with|\\n)", "ID")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME")
                    .replaceAll(" in \\d+\\.\\d s(, [\\d,]+ records/s)?\\.", " in SECONDS.")
                    .replaceAll("[\\d,]+ rows/s", "RATE rows/s")
                    .replaceAll("/[\\w/-]+/\\.millrace", "PROJECT/.millrace")
                    .replaceAll("(?m)^(ok|warn) +java +.*", "ok java")
                    .replaceAll("(?m)^(ok|warn) +memory +.*", "ok memory")
                    .replaceAll("(?m)^(ok|warn) +disk +.*/\\.millrace$", "ok disk")
                    .replaceAll("such as \\d+", "such as PORT")
                    .replaceAll(" +", " ");
        }
    }

    private static final String DOTS = "...";
    private static final String FENCE = "```";
    private static final String PROMPT = "$ ";
    private static final Pattern FILE = Pattern.compile("\\w+ file=(\\S+)");

    private Guide() {}

    /** The steps of a page, from top to bottom. */
    static List<Step> steps(List<String> page) {
        List<Step> steps = new ArrayList<>();
        for (Block block : blocks(page)) {
            Matcher file = FILE.matcher(block.language());
            if (file.matches()) {
                steps.add(new WriteFile(file.group(1), block.text()));
            } else if (block.language().equals("console")) {
                addCommands(block, steps);
            }
        }
        return steps;
    }

    /** The blocks of one language. */
    static List<String> blocks(List<String> page, String language) {
        return blocks(page).stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    /**
     * @param line of its first line, from 1
     */
    private record Block(String language, int line, List<String> lines) {

        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    private static List<Block> blocks(List<String> page) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).startsWith(FENCE)) {
                int begin = i;
                do {
                    i++;
                } while (!page.get(i).equals(FENCE));
                String language = page.get(begin).substring(FENCE.length());
                blocks.add(new Block(language, begin + 2, page.subList(begin + 1, i)));
            }
        }
        return blocks;
    }

    private static void addCommands(Block block, List<Step> steps) {
        for (int i = 0; i < block.lines().size(); i++) {
            String line = block.lines().get(i);
            if (line.startsWith(PROMPT)) {
                steps.add(new Command(block.line() + i, line.substring(PROMPT.length()), ""));
            } else {
                Command last = (Command) steps.remove(steps.size() - 1);
                steps.add(new Command(last.line(), last.text(), last.output() + line + "\n"));
            }
        }
    }
}
