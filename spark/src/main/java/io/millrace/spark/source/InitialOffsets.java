package io.millrace.spark.source;

import io.millrace.kafka.offset.StreamPosition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Where the stream began, kept in the checkpoint: a first batch that is repeated after a crash must
 * begin where it began before, even if that was "latest".
 */
final class InitialOffsets {

    private static final String FILE = "initial-offsets.json";

    private final Path file;

    InitialOffsets(String checkpointLocation) {
        this.file = new Path(checkpointLocation, FILE);
    }

    /** What was kept, or else the given position, which is kept from now on. */
    StreamPosition getOrKeep(Supplier<StreamPosition> position) {
        Configuration hadoop = SparkSession.active().sparkContext().hadoopConfiguration();
        try {
            FileSystem fs = file.getFileSystem(hadoop);
            try (FSDataInputStream in = fs.open(file)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return MillraceOffset.parse(text).position();
            } catch (FileNotFoundException absent) {
                StreamPosition first = position.get();
                keep(fs, first);
                return first;
            }
        } catch (IOException e) {
            throw SourceError.CHECKPOINT_FAILED.causedBy(e, "read", file, e.getMessage());
        }
    }

    private void keep(FileSystem fs, StreamPosition position) throws IOException {
        Path temporary = new Path(file.getParent(), "." + FILE + "." + UUID.randomUUID());
        try (FSDataOutputStream out = fs.create(temporary, true)) {
            out.write(new MillraceOffset(position).json().getBytes(StandardCharsets.UTF_8));
            out.hsync();
        }
        if (!fs.rename(temporary, file)) {
            fs.delete(temporary, false);
            throw new IOException("the temporary file " + temporary + " could not be renamed");
        }
    }
}
