package io.millrace.integration.reliability.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of this process for its children, as jars alone, and beside them an archive of
 * loaded classes from which Java starts in half the time. Both stay from run to run while the
 * classes are the same.
 */
public final class ChildClasses {

    private static final long KEPT_MILLIS = 3_600_000;

    private final Path home;
    private final String classPath;

    private ChildClasses(Path home, String classPath) {
        this.home = home;
        this.classPath = classPath;
    }

    /**
     * Packs what is not packed.
     *
     * @param directory is kept from run to run
     */
    public static ChildClasses in(Path directory) {
        List<Path> entries =
                Stream.of(ChildJvm.classPath().split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(Path::of)
                        .filter(Files::exists)
                        .toList();
        try {
            Path home = directory.toAbsolutePath().resolve(fingerprint(entries));
            if (!Files.exists(home)) {
                dropOthers(directory);
                Files.createDirectories(home);
            }
            List<String> packed = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                Path entry = entries.get(i);
                packed.add(
                        (Files.isDirectory(entry)
                                        ? pack(entry, home.resolve("classes-" + i + ".jar"))
                                        : entry)
                                .toString());
            }
            return new ChildClasses(home, String.join(File.pathSeparator, packed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(List<Path> entries) throws IOException {
        StringBuilder all = new StringBuilder(Runtime.version().toString());
        for (Path entry : entries) {
            for (Path file : files(entry)) {
                all.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
            }
        }
        try {
            byte[] text = all.toString().getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path pack(Path directory, Path jar) throws IOException {
        if (Files.exists(jar)) {
            return jar;
        }
        Path part = Files.createTempFile(jar.getParent(), "classes", ".part");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part))) {
            for (Path file : files(directory)) {
                String name =
                        directory.relativize(file).toString().replace(File.separatorChar, '/');
                out.putNextEntry(new JarEntry(name));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return Files.move(part, jar);
    }

    /** An archive takes a hundred megabytes. */
    private static void dropOthers(Path directory) throws IOException {
        Files.createDirectories(directory);
        long now = System.currentTimeMillis();
        try (Stream<Path> others = Files.list(directory)) {
            for (Path other : others.toList()) {
                if (now - Files.getLastModifiedTime(other).toMillis() > KEPT_MILLIS) {
                    try (Stream<Path> all = Files.walk(other)) {
                        all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
                    }
                }
            }
        }
    }

    String classPath() {
        return classPath;
    }

    /** Whether there is an archive. */
    public boolean isArchived() {
        return Files.exists(archive());
    }

    private Path archive() {
        return home.resolve("driver.jsa");
    }

    /** What a child is started with that makes the archive when it ends in order. */
    public String rehearsal() {
        return "-XX:ArchiveClassesAtExit=" + archive();
    }

    /** What a child is started with; it does without an archive that does not fit. */
    public List<String> use() {
        return isArchived()
                ? List.of("-Xshare:auto", "-Xlog:disable", "-XX:SharedArchiveFile=" + archive())
                : List.of();
    }
}
