package io.millrace.spark.checkpoint;

import io.millrace.common.fault.Failpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;

/** Files on a local disk. */
final class LocalFiles implements CheckpointFileManager {

    private static final int REPLICAS = 1;
    private static final long BLOCK_BYTES = 32L << 20;

    private final Path root;

    /**
     * @param root with its scheme
     */
    LocalFiles(Path root) {
        this.root = root;
    }

    @Override
    public CancellableFSDataOutputStream createAtomic(Path path, boolean overwriteIfPossible) {
        java.nio.file.Path target = local(path);
        java.nio.file.Path part =
                target.resolveSibling(
                        "." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        return Scala.call(
                () ->
                        new AtomicOutput(
                                new PartFile(part, target),
                                overwriteIfPossible
                                        ? PartFile.Existing.REPLACE
                                        : PartFile.Existing.KEEP));
    }

    @Override
    public FSDataInputStream open(Path path) {
        return Scala.call(() -> new FSDataInputStream(LocalInput.open(local(path))));
    }

    @Override
    public FileStatus[] list(Path path, PathFilter filter) {
        return Scala.call(() -> listAll(path, filter));
    }

    private FileStatus[] listAll(Path path, PathFilter filter) throws IOException {
        java.nio.file.Path listed = local(path);
        BasicFileAttributes own = attributes(listed);
        if (own == null) {
            throw new FileNotFoundException("File " + path + " does not exist");
        }
        List<FileStatus> found = new ArrayList<>();
        if (!own.isDirectory()) {
            add(path, own, filter, found);
            return found.toArray(FileStatus[]::new);
        }
        try (DirectoryStream<java.nio.file.Path> children = Files.newDirectoryStream(listed)) {
            for (java.nio.file.Path child : children) {
                // Who lists may be slower than who deletes.
                BasicFileAttributes attributes =
                        HadoopChecksum.isOne(child) ? null : attributes(child);
                if (attributes != null) {
                    add(new Path(path, child.getFileName().toString()), attributes, filter, found);
                }
            }
        }
        return found.toArray(FileStatus[]::new);
    }

    private void add(
            Path path, BasicFileAttributes attributes, PathFilter filter, List<FileStatus> found) {
        Path qualified = path.makeQualified(root.toUri(), root);
        if (filter.accept(qualified)) {
            found.add(
                    new FileStatus(
                            attributes.isDirectory() ? 0 : attributes.size(),
                            attributes.isDirectory(),
                            REPLICAS,
                            BLOCK_BYTES,
                            attributes.lastModifiedTime().toMillis(),
                            qualified));
        }
    }

    private static BasicFileAttributes attributes(java.nio.file.Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void mkdirs(Path path) {
        Scala.run(() -> DurableNames.createDirectories(local(path)));
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(local(path));
    }

    @Override
    public void delete(Path path) {
        java.nio.file.Path file = local(path);
        Scala.run(
                () -> {
                    Failpoint.CHECKPOINT_FILE_DELETING.pass();
                    HadoopChecksum.drop(file);
                    if (Files.isDirectory(file)) {
                        deleteAll(file);
                    } else {
                        Files.deleteIfExists(file);
                    }
                });
    }

    private static void deleteAll(java.nio.file.Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(
                            java.nio.file.Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(java.nio.file.Path file, IOException e)
                            throws IOException {
                        return ignoreIfGone(e);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            java.nio.file.Path visited, IOException e) throws IOException {
                        if (e != null) {
                            ignoreIfGone(e);
                        }
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static FileVisitResult ignoreIfGone(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Path createCheckpointDirectory() {
        mkdirs(root);
        return root;
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
