package io.millrace.integration.reliability.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a test says about itself: the Javadoc of the class or of the method holds {@code @faults}
 * and the names of the faults that it covers.
 *
 * @param fault the name of one of them
 * @param test the class, and the method where the tag stands with one
 */
record FaultTag(String fault, String test) {

    private static final String TAG = "@faults";

    /** Names, the end of the comment, and the code as far as what the comment stands before. */
    private static final Pattern TAGGED =
            Pattern.compile(
                    "(?:\\n\\s*|/\\*)\\*\\s+@faults\\s+([^@/]*?)\\s*(?:\\n\\s*\\*\\s+@[^/]*?)?\\*/"
                            + "(.*?)\\b(?:class\\s+(\\w+)|void\\s+(\\w+)\\s*\\()",
                    Pattern.DOTALL);

    private static final Pattern TEST =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|FuzzTest)\\b");

    /** The tags of all tests of the repository. */
    static List<FaultTag> in(Path root) throws IOException {
        List<FaultTag> tags = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(FaultTag::isTestSource).sorted().toList()) {
                tags.addAll(in(file.getFileName().toString(), Files.readString(file)));
            }
        }
        return tags;
    }

    private static boolean isTestSource(Path file) {
        String path = file.toString();
        return path.contains("/src/test/java/") && path.endsWith(".java");
    }

    /**
     * The tags of one file.
     *
     * @throws IllegalStateException for a tag that says nothing about a test
     */
    static List<FaultTag> in(String file, String source) {
        String type = file.substring(0, file.length() - ".java".length());
        List<FaultTag> tags = new ArrayList<>();
        Matcher matcher = TAGGED.matcher(source);
        int found = 0;
        while (matcher.find()) {
            found++;
            String test = testOf(type, matcher);
            for (String fault : matcher.group(1).replace("*", " ").strip().split("[\\s,]+")) {
                tags.add(new FaultTag(fault, test));
            }
        }
        if (found != count(source)) {
            throw new IllegalStateException(
                    file + ": " + TAG + " stands elsewhere than in the Javadoc of a test");
        }
        return tags;
    }

    private static String testOf(String type, Matcher matcher) {
        String between = matcher.group(2);
        if (matcher.group(3) != null) {
            return matcher.group(3);
        }
        if (!TEST.matcher(between).find() || between.contains(";")) {
            throw new IllegalStateException(
                    type
                            + ": "
                            + TAG
                            + " stands before "
                            + matcher.group(4)
                            + ", which is no test");
        }
        return type + "." + matcher.group(4);
    }

    private static int count(String source) {
        return (int)
                Pattern.compile("(?:\\n\\s*|/\\*)\\*\\s+" + TAG + "\\b")
                        .matcher(source)
                        .results()
                        .count();
    }
}
