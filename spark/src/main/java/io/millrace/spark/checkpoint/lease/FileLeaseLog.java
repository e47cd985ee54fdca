package io.millrace.spark.checkpoint.lease;

import io.millrace.spark.checkpoint.MillraceCheckpointFiles;
import io.millrace.spark.checkpoint.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;

/**
 * The log as files {@code 1.json}, {@code 2.json} and so on in a directory. Signs of life are times
 * at which a file was written, which one clock gives to all: that of the file system.
 */
final class FileLeaseLog implements LeaseLog {

    private static final String SUFFIX = ".json";
    private static final Pattern NAME = Pattern.compile("\\d{1,18}\\.json");

    private final Path directory;
    private final FileSystem system;
    private final CheckpointFileManager files;

    FileLeaseLog(Path directory, Configuration hadoop) throws IOException {
        this.directory = directory;
        this.system = directory.getFileSystem(hadoop);
        this.files = new MillraceCheckpointFiles(directory, hadoop);
        files.mkdirs(directory);
    }

    /** Whether the directory lies on a disk of this machine. */
    boolean isLocal() {
        return files.isLocal();
    }

    @Override
    public OptionalLong last() throws IOException {
        return Arrays.stream(files.list(directory))
                .map(file -> file.getPath().getName())
                .filter(name -> NAME.matcher(name).matches())
                .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.'))))
                .max();
    }

    @Override
    public LeaseEntry read(long number) throws IOException {
        try (FSDataInputStream in = files.open(entry(number))) {
            return LeaseJson.read(in.readAllBytes());
        }
    }

    @Override
    public boolean create(long number, LeaseEntry entry) throws IOException {
        try {
            WholeFile.create(files, entry(number), LeaseJson.write(entry));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public void delete(long number) throws IOException {
        files.delete(entry(number));
        files.delete(beatFile(number));
    }

    @Override
    public void beat(long number) throws IOException {
        touch(beatFile(number));
    }

    @Override
    public Duration sinceBeat(long number) throws IOException {
        Path probe = new Path(directory, "now-" + UUID.randomUUID());
        try {
            touch(probe);
            long sign = Math.max(written(entry(number)), written(beatFile(number)));
            return Duration.ofMillis(Math.max(0, written(probe) - sign));
        } finally {
            files.delete(probe);
        }
    }

    /** When a file was written; long ago if it is not there. */
    private long written(Path file) {
        return Arrays.stream(files.list(directory))
                .filter(status -> status.getPath().getName().equals(file.getName()))
                .mapToLong(FileStatus::getModificationTime)
                .max()
                .orElse(0);
    }

    /** Not worth a flush: who reads it after a power cut has time. */
    private void touch(Path file) throws IOException {
        byte[] text = "alive\n".getBytes(StandardCharsets.US_ASCII);
        if (files.isLocal()) {
            Files.write(java.nio.file.Path.of(file.toUri().getPath()), text);
            return;
        }
        try (OutputStream out = system.create(file, true)) {
            out.write(text);
        }
    }

    private Path entry(long number) {
        return new Path(directory, number + SUFFIX);
    }

    private Path beatFile(long number) {
        return new Path(directory, "beat-" + number);
    }
}
