package io.millrace.spark.checkpoint.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.common.error.MillraceException;
import io.millrace.spark.checkpoint.CheckpointError;
import io.millrace.spark.checkpoint.FileIntegrity;
import io.millrace.spark.checkpoint.MillraceCheckpointFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;

/** The files of one checkpoint, by their names below its directory. */
final class CheckpointFolder {

    /** Spark's checksum of a file of state is beside it. */
    static final String SPARKS_CHECKSUM = ".crc";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path root;
    private final FileSystem system;
    private final CheckpointFileManager files;

    CheckpointFolder(Path root, Configuration hadoop) throws IOException {
        this.root = root;
        this.system = root.getFileSystem(hadoop);
        this.files = new MillraceCheckpointFiles(root, hadoop);
    }

    Path root() {
        return root;
    }

    FileSystem system() {
        return system;
    }

    CheckpointFileManager files() {
        return files;
    }

    Path path(String name) {
        return new Path(root, name);
    }

    boolean exists(String name) {
        return files.exists(path(name));
    }

    /** The entries of a directory in the order of their names; none if there is no directory. */
    List<FileStatus> list(String directory) throws IOException {
        try {
            FileStatus[] found =
                    attempt(
                            () ->
                                    files.list(
                                            directory.isEmpty() ? root : path(directory),
                                            anything -> true));
            return Arrays.stream(found)
                    .sorted(Comparator.comparing(status -> status.getPath().getName()))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** The content of a file of a log. */
    FileContent read(String name) {
        try (InputStream in = attempt(() -> files.open(path(name)))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.isEmpty() ? new FileContent.Broken("is empty") : new FileContent.Text(text);
        } catch (FileNotFoundException e) {
            return new FileContent.Missing();
        } catch (IOException | MillraceException e) {
            return new FileContent.Broken(problem(e));
        }
    }

    /** What is wrong with a file of any size, read to its end. */
    Optional<String> problemOf(String name) {
        try {
            if (files.isLocal()) {
                FileIntegrity.require(java.nio.file.Path.of(path(name).toUri().getPath()));
            }
            if (files.exists(path(name + SPARKS_CHECKSUM))) {
                return problemBySparksChecksum(name);
            }
            return Optional.empty();
        } catch (IOException | MillraceException e) {
            return Optional.of(problem(e));
        }
    }

    private Optional<String> problemBySparksChecksum(String name) throws IOException {
        JsonNode written;
        try (InputStream in = attempt(() -> files.open(path(name + SPARKS_CHECKSUM)))) {
            written = JSON.readTree(in);
        }
        CRC32C sum = new CRC32C();
        long length = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = attempt(() -> files.open(path(name)))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
                length += count;
            }
        }
        boolean same =
                written != null
                        && written.path("mainFileSize").asLong(-1) == length
                        && written.path("value").asInt() == (int) sum.getValue();
        return same ? Optional.empty() : Optional.of("does not have the checksum that Spark wrote");
    }

    private static String problem(Exception e) {
        if (e instanceof MillraceException own && own.code() == CheckpointError.FILE_CHANGED) {
            return "has another content than was written";
        }
        return "cannot be read: " + e.getMessage();
    }

    /** Scala throws checked exceptions undeclared. */
    private static <T> T attempt(Callable<T> action) throws IOException {
        try {
            return action.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
