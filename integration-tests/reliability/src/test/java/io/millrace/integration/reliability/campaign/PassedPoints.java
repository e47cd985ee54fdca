package io.millrace.integration.reliability.campaign;

import io.millrace.common.fault.Failpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks in the sources for failpoints. */
final class PassedPoints {

    private static final String MAIN = "/src/main/java/";
    private static final String TEST = "/src/test/java/";

    private PassedPoints() {}

    /** Those that the code passes. */
    static Set<Failpoint> inCode() throws IOException {
        return named(MAIN, point -> "\\b" + point.name() + "\\s*\\.pass\\(\\)");
    }

    /** Those that some test names. */
    static Set<Failpoint> inTests() throws IOException {
        return named(
                TEST, point -> "\\b" + point.name() + "\\b|" + Pattern.quote(point.pointName()));
    }

    private interface Search {
        String pattern(Failpoint point);
    }

    private static Set<Failpoint> named(String where, Search search) throws IOException {
        String all;
        try (Stream<Path> files = Files.walk(root())) {
            all =
                    files.filter(file -> file.toString().contains(where))
                            .filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.toString().contains("/common/"))
                            .filter(file -> !file.endsWith("CampaignTest.java"))
                            .map(PassedPoints::text)
                            .collect(Collectors.joining("\n"));
        }
        Set<Failpoint> found = EnumSet.noneOf(Failpoint.class);
        Arrays.stream(Failpoint.values())
                .filter(point -> Pattern.compile(search.pattern(point)).matcher(all).find())
                .forEach(found::add);
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("bin/millrace"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
