package io.millrace.dstream.output;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;

/**
 * Holds a batch back until a checkpoint has it. Spark begins with a batch before the offsets of its
 * records are on disk; if the driver died then, the batch would have other records when it is
 * repeated.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class CheckpointGate {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d+)(\\.bk)?");

    private CheckpointGate() {}

    /**
     * Returns when a checkpoint of this time or later is there.
     *
     * @throws io.millrace.common.error.MillraceException if there is no checkpoint directory, or
     *     none comes
     */
    static void await(StreamingContext context, Time time, String output) {
        if (context.checkpointDir() == null) {
            throw OutputError.CHECKPOINT_NEEDED.exception(output);
        }
        Path directory = new Path(context.checkpointDir());
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String reason = "it did not appear";
        while (System.nanoTime() - deadline < 0) {
            try {
                FileSystem files =
                        directory.getFileSystem(context.sparkContext().hadoopConfiguration());
                if (newest(files, directory) >= time.milliseconds()) {
                    return;
                }
            } catch (IOException e) {
                reason = e.toString();
            }
            if (!pause()) {
                reason = "interrupted";
                break;
            }
        }
        throw OutputError.CHECKPOINT_NOT_WRITTEN.exception(
                time.milliseconds(), output, LIMIT.toSeconds(), directory, reason);
    }

    private static long newest(FileSystem files, Path directory) throws IOException {
        return Arrays.stream(files.listStatus(directory))
                .filter(FileStatus::isFile)
                .map(file -> NAME.matcher(file.getPath().getName()))
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(1)))
                .max()
                .orElse(-1);
    }

    private static boolean pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
