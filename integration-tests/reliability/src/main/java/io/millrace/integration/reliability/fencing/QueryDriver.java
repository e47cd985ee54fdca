package io.millrace.integration.reliability.fencing;

import io.millrace.integration.reliability.cluster.ChildClasses;
import io.millrace.integration.reliability.cluster.ChildJvm;
import io.millrace.integration.reliability.cluster.SparkArguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link QueryProcess} as its parent sees it. */
final class QueryDriver {

    private final String name;
    private final ChildJvm process;
    private final Path said;

    private QueryDriver(String name, ChildJvm process, Path said) {
        this.name = name;
        this.process = process;
        this.said = said;
    }

    /**
     * Starts one.
     *
     * @param master where its tasks run
     * @param armed its failpoints, empty for none
     */
    static QueryDriver start(
            String name,
            String servers,
            Path checkpoint,
            String master,
            String armed,
            Path directory) {
        ChildClasses classes = ChildClasses.in(Path.of("target", "child-classes"));
        List<String> jvm = new ArrayList<>(SparkArguments.ofThisTree());
        jvm.addAll(
                List.of(
                        "-Xmx600m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlog4j2.configurationFile="
                                + "classpath:reliability-campaign-log4j2.properties"));
        jvm.addAll(classes.use());
        Path said = directory.resolve(name + ".log");
        ChildJvm process =
                ChildJvm.start(
                        jvm,
                        classes,
                        List.of(
                                QueryProcess.class.getName(),
                                servers,
                                checkpoint.toString(),
                                name,
                                master),
                        armed.isEmpty() ? Map.of() : Map.of("MILLRACE_FAILPOINTS", armed),
                        said);
        return new QueryDriver(name, process, said);
    }

    String name() {
        return name;
    }

    ChildJvm process() {
        return process;
    }

    /** What it has said that begins with a word, without the word. */
    List<String> said(String word) {
        try {
            return Files.exists(said)
                    ? Files.readAllLines(said).stream()
                            .filter(line -> line.startsWith(word))
                            .map(line -> line.substring(word.length()))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
