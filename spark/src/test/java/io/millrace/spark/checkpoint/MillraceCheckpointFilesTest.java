package io.millrace.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.junit.jupiter.api.Test;

class MillraceCheckpointFilesTest extends CheckpointFilesContract {

    @Override
    CheckpointFileManager open(Path root) {
        return open(root.toString(), new Configuration());
    }

    /** As Spark makes it: by the setting. */
    private static CheckpointFileManager open(String root, Configuration hadoop) {
        hadoop.set(MillraceCheckpointFiles.SETTING, MillraceCheckpointFiles.class.getName());
        CheckpointFileManager files =
                CheckpointFileManager.create(new org.apache.hadoop.fs.Path(root), hadoop);
        assertThat(files).isInstanceOf(MillraceCheckpointFiles.class);
        return files;
    }

    private CheckpointFileManager sparks() {
        return CheckpointFileManager.create(
                new org.apache.hadoop.fs.Path(directory.toString()), new Configuration());
    }

    @Test
    void nothingLiesBesideAFile() throws IOException {
        CheckpointFileManager files = open(directory);
        write(files, "1", "one", false);
        write(files, "1", "two", true);

        assertThat(names()).containsExactly("1");
    }

    @Test
    void sparksOwnClassTakesOverAndGivesBack() throws IOException {
        write(sparks(), "1", "by Spark", false);
        assertThat(names()).containsExactly(".1.crc", "1");
        CheckpointFileManager files = open(directory);
        assertThat(read(files, "1")).isEqualTo("by Spark");
        assertThat(files.list(path(""))).hasSize(1);

        write(files, "1", "by Millrace", true);
        assertThat(read(sparks(), "1")).isEqualTo("by Millrace");

        write(sparks(), "1", "by Spark again", true);
        assertThat(read(files, "1")).isEqualTo("by Spark again");
        files.delete(path("1"));
        assertThat(names()).isEmpty();
    }

    /**
     * @faults E4
     */
    @Test
    void aFileThatWasChangedIsRefused() throws IOException {
        CheckpointFileManager files = open(directory);
        write(files, "1", "{\"offset\":17}", false);
        Files.writeString(directory.resolve("1"), "{\"offset\":18}");

        assertThatThrownBy(() -> files.open(path("1")))
                .hasMessageContaining(directory.resolve("1").toString())
                .hasMessageContaining("its content is another than was written");
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        CheckpointFileManager files = open(directory);
        write(files, "1", "whole", false);
        Files.writeString(directory.resolve("1"), "");

        assertThatThrownBy(() -> files.open(path("1"))).hasMessageContaining("5 bytes, has 0");
    }

    @Test
    void aCopyWithoutItsAttributesIsReadUnchecked() throws IOException {
        CheckpointFileManager files = open(directory);
        write(files, "1", "one", false);
        Files.write(directory.resolve("2"), Files.readAllBytes(directory.resolve("1")));

        assertThat(read(files, "2")).isEqualTo("one");
    }

    @Test
    void whatIsNotLocalIsLeftToSpark() throws IOException {
        Configuration hadoop = new Configuration();
        hadoop.setClass("fs.elsewhere.impl", Elsewhere.class, FileSystem.class);
        String root = "elsewhere://host" + directory;
        CheckpointFileManager files = open(root, hadoop);

        assertThat(files.createCheckpointDirectory()).hasToString(root);
        assertThat(files.isLocal()).isFalse();
        var output = files.createAtomic(new org.apache.hadoop.fs.Path(root + "/1"), false);
        output.write(bytes("one"));
        output.close();
        assertThat(directory.resolve("1")).hasContent("one");
        assertThat(files.list(new org.apache.hadoop.fs.Path(root)))
                .extracting(status -> status.getPath().toString())
                .containsExactly(root + "/1");
    }

    /** A file system that is not the local one, over the local disk. */
    public static final class Elsewhere extends FilterFileSystem {

        private static final URI ROOT = URI.create("elsewhere://host");

        public Elsewhere() {
            super(
                    new RawLocalFileSystem() {
                        @Override
                        public URI getUri() {
                            return ROOT;
                        }
                    });
        }

        @Override
        public URI getUri() {
            return ROOT;
        }

        @Override
        public String getScheme() {
            return ROOT.getScheme();
        }
    }
}
