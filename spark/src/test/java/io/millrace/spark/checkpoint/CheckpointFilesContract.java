package io.millrace.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark expects of a class that writes checkpoints; Spark's own passes, too. */
abstract class CheckpointFilesContract {

    @TempDir Path directory;

    /** The class under test, for a directory. */
    abstract CheckpointFileManager open(Path root);

    @Test
    void aFileIsThereOnlyOnceItIsClosed() throws IOException {
        CheckpointFileManager files = open(directory);
        CancellableFSDataOutputStream output = files.createAtomic(path("1"), false);
        output.write(bytes("one"));
        output.flush();

        assertThat(files.exists(path("1"))).isFalse();
        output.close();
        output.close();

        assertThat(read(files, "1")).isEqualTo("one");
    }

    @Test
    void whatIsCancelledLeavesNothing() throws IOException {
        CheckpointFileManager files = open(directory);
        CancellableFSDataOutputStream output = files.createAtomic(path("1"), true);
        output.write(bytes("one"));
        output.cancel();
        output.cancel();
        output.close();

        assertThat(names()).isEmpty();
    }

    @Test
    void aFileThatIsClosedCannotBeCancelled() throws IOException {
        CheckpointFileManager files = open(directory);
        CancellableFSDataOutputStream output = files.createAtomic(path("1"), true);
        output.write(bytes("one"));
        output.close();
        output.cancel();

        assertThat(read(files, "1")).isEqualTo("one");
    }

    @Test
    void anExistingFileIsKeptOrReplacedAsAsked() throws IOException {
        CheckpointFileManager files = open(directory);
        write(files, "1", "one", false);

        assertThatThrownBy(() -> write(files, "1", "two", false))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(read(files, "1")).isEqualTo("one");

        write(files, "1", "three", true);
        assertThat(read(files, "1")).isEqualTo("three");
    }

    @Test
    void whatIsNotThereIsSaidAsSparkUnderstandsIt() {
        CheckpointFileManager files = open(directory);

        assertThat(files.exists(path("none"))).isFalse();
        assertThatThrownBy(() -> files.open(path("none")))
                .isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.list(path("none")))
                .isInstanceOf(FileNotFoundException.class);
        files.delete(path("none"));
    }

    @Test
    void directoriesAreMadeListedAndDeletedWithAllThatIsInThem() throws IOException {
        CheckpointFileManager files = open(directory);
        files.mkdirs(path("state/0/1"));
        files.mkdirs(path("state/0/1"));
        write(files, "state/0/1/1.delta", "delta", true);
        write(files, "state/0/metadata", "metadata", true);

        FileStatus[] found = files.list(path("state/0"));
        assertThat(found)
                .extracting(status -> status.getPath().toString() + status.isDirectory())
                .containsExactlyInAnyOrder(
                        "file:" + directory + "/state/0/1true",
                        "file:" + directory + "/state/0/metadatafalse");
        assertThat(files.list(path("state/0"), path -> path.getName().startsWith("m")))
                .singleElement()
                .satisfies(
                        status -> {
                            assertThat(status.getLen()).isEqualTo("metadata".length());
                            assertThat(status.getModificationTime())
                                    .isEqualTo(
                                            Files.getLastModifiedTime(
                                                            directory.resolve("state/0/metadata"))
                                                    .toMillis());
                        });

        files.delete(path("state"));
        assertThat(files.exists(path("state"))).isFalse();
    }

    @Test
    void theDirectoryOfACheckpointIsMadeAndNamedInFull() {
        Path root = directory.resolve("a/b");
        CheckpointFileManager files = open(root);

        assertThat(files.isLocal()).isTrue();
        assertThat(files.createCheckpointDirectory()).hasToString("file:" + root);
        assertThat(root).isDirectory();
    }

    @Test
    void aFileIsReadFromWhereverOneLikes() throws IOException {
        CheckpointFileManager files = open(directory);
        String text = "0123456789".repeat(1_000_000);
        write(files, "big", text, true);
        write(files, "small", "0123456789", true);

        for (String name : new String[] {"big", "small"}) {
            try (FSDataInputStream input = files.open(path(name))) {
                input.seek(7);
                assertThat(input.read()).isEqualTo('7');
                assertThat(input.getPos()).isEqualTo(8);
                byte[] three = new byte[3];
                input.readFully(2, three);
                assertThat(three).isEqualTo(bytes("234"));
                assertThat(input.read()).isEqualTo('8');
            }
        }
        assertThat(read(files, "big")).isEqualTo(text);
    }

    org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(directory.toUri().toString() + name);
    }

    void write(CheckpointFileManager files, String name, String text, boolean overwrite)
            throws IOException {
        CancellableFSDataOutputStream output = files.createAtomic(path(name), overwrite);
        output.write(bytes(text));
        output.close();
    }

    String read(CheckpointFileManager files, String name) throws IOException {
        try (FSDataInputStream input = files.open(path(name))) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The names of all files, hidden ones included. */
    String[] names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
        }
    }

    static byte[] bytes(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), text.length());
    }
}
