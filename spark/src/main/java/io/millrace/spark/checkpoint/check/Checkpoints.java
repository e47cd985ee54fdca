package io.millrace.spark.checkpoint.check;

import io.millrace.common.error.MillraceException;
import io.millrace.spark.checkpoint.CheckpointError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Looks at the checkpoints of queries without starting them. */
public final class Checkpoints {

    /** A pipeline's name may have directories in it; more are none of ours. */
    private static final int DEPTH = 8;

    private Checkpoints() {}

    /**
     * Looks at what a start reads first; cheap.
     *
     * @throws MillraceException CHECKPOINT_BROKEN if the query cannot go on from it
     */
    public static void requireStartable(String checkpoint, Configuration hadoop) {
        List<Finding> broken;
        try {
            CheckpointFolder folder = new CheckpointFolder(new Path(checkpoint), hadoop);
            broken = QueryLogs.quick(folder).findings().stream().filter(Finding::isBroken).toList();
        } catch (IOException e) {
            throw unreadable(checkpoint, e);
        }
        if (!broken.isEmpty()) {
            throw CheckpointError.CHECKPOINT_BROKEN.exception(
                    checkpoint,
                    broken.stream().map(Finding::toString).collect(Collectors.joining("; ")));
        }
    }

    /** Reads a checkpoint as a whole. */
    public static CheckpointReport report(String checkpoint, Configuration hadoop) {
        try {
            CheckpointFolder folder = new CheckpointFolder(new Path(checkpoint), hadoop);
            return CheckpointReport.of(
                    checkpoint, QueryLogs.whole(folder), StateFolder.read(folder));
        } catch (IOException e) {
            throw unreadable(checkpoint, e);
        }
    }

    /**
     * The checkpoints of flows in a directory and below it.
     *
     * @throws MillraceException CHECKPOINT_NOT_FOUND if there is none
     */
    public static List<String> find(String directory, Configuration hadoop) {
        List<String> found = new ArrayList<>();
        try {
            find(new CheckpointFolder(new Path(directory), hadoop), "", DEPTH, found);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        if (found.isEmpty()) {
            throw CheckpointError.CHECKPOINT_NOT_FOUND.exception(directory);
        }
        return found;
    }

    private static void find(
            CheckpointFolder folder, String directory, int depth, List<String> found)
            throws IOException {
        List<FileStatus> children = folder.list(directory);
        boolean isOne =
                children.stream()
                        .map(child -> child.getPath().getName())
                        .anyMatch(
                                name ->
                                        name.equals(BatchLog.OFFSETS)
                                                || name.equals(QueryLogs.METADATA));
        if (isOne) {
            found.add(
                    directory.isEmpty()
                            ? folder.root().toString()
                            : folder.path(directory).toString());
            return;
        }
        for (FileStatus child : children) {
            String name = child.getPath().getName();
            if (child.isDirectory() && !name.startsWith(".") && depth > 0) {
                find(folder, directory.isEmpty() ? name : directory + "/" + name, depth - 1, found);
            }
        }
    }

    static MillraceException unreadable(String checkpoint, IOException e) {
        return CheckpointError.CHECKPOINT_UNREADABLE.causedBy(e, checkpoint, e.getMessage());
    }
}
