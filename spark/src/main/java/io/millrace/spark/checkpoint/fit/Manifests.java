package io.millrace.spark.checkpoint.fit;

import io.millrace.spark.checkpoint.CheckpointError;
import io.millrace.spark.checkpoint.MillraceCheckpointFiles;
import io.millrace.spark.checkpoint.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;

/** The manifests beside checkpoints, in a file that Spark takes no notice of. */
public final class Manifests {

    /** The name of the file in the directory of a checkpoint. */
    public static final String FILE = "millrace.json";

    private Manifests() {}

    /** Reads the manifest of a checkpoint; empty if it has none. */
    public static Optional<FlowManifest> read(String checkpoint, Configuration hadoop) {
        Path file = new Path(checkpoint, FILE);
        try (FSDataInputStream in = files(checkpoint, hadoop).open(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(ManifestJson.read(text));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw CheckpointError.MANIFEST_UNREADABLE.causedBy(e, file, e.getMessage());
        }
    }

    /** Writes the manifest of a checkpoint, unless it is there as it is. */
    public static void write(String checkpoint, Configuration hadoop, FlowManifest manifest) {
        if (read(checkpoint, hadoop).filter(manifest::equals).isPresent()) {
            return;
        }
        Path file = new Path(checkpoint, FILE);
        try {
            CheckpointFileManager files = files(checkpoint, hadoop);
            files.mkdirs(file.getParent());
            byte[] text = ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8);
            WholeFile.replace(files, file, text);
        } catch (IOException e) {
            throw CheckpointError.MANIFEST_UNWRITABLE.causedBy(e, file, e.getMessage());
        }
    }

    /**
     * Refuses a query that does not fit the checkpoint.
     *
     * @throws io.millrace.common.error.MillraceException CHECKPOINT_DOES_NOT_FIT with all
     *     differences
     */
    public static void requireFit(
            String checkpoint, Configuration hadoop, QueryShape query, Changes changes) {
        Optional<FlowManifest> manifest = read(checkpoint, hadoop);
        if (manifest.isEmpty()) {
            return;
        }
        List<Difference> differences = Fit.differences(manifest.get().shape(), query);
        List<Difference> hopeless =
                differences.stream()
                        .filter(d -> d.weight() == Difference.Weight.CANNOT_WORK)
                        .toList();
        if (!hopeless.isEmpty()) {
            throw CheckpointError.CHECKPOINT_CANNOT_FIT.exception(checkpoint, list(differences));
        }
        if (!differences.isEmpty() && changes == Changes.REFUSED) {
            throw CheckpointError.CHECKPOINT_DOES_NOT_FIT.exception(checkpoint, list(differences));
        }
    }

    private static String list(List<Difference> differences) {
        return differences.stream().map(Difference::toString).collect(Collectors.joining("; "));
    }

    private static CheckpointFileManager files(String checkpoint, Configuration hadoop)
            throws IOException {
        return new MillraceCheckpointFiles(new Path(checkpoint), hadoop);
    }
}
