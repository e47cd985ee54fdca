package io.millrace.spark.sink.elsewhere;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The recipe of docs/other-sinks.md that writes each batch into a directory of its own. */
final class DirectoryRecipe implements VoidFunction2<Dataset<Row>, Long> {

    private static final long serialVersionUID = 1L;

    private final String root;

    DirectoryRecipe(String root) {
        this.root = root;
    }

    @Override
    public void call(Dataset<Row> batch, Long id) throws IOException {
        Path done = new Path(root, "batch=" + id);
        Path part = new Path(root, "_writing-" + UUID.randomUUID());
        FileSystem files =
                done.getFileSystem(batch.sparkSession().sparkContext().hadoopConfiguration());
        if (!files.exists(done)) {
            batch.write().parquet(part.toString());
            Step.DIRECTORY_WRITTEN.pass(); // not in the guide
            if (!files.rename(part, done)) {
                throw new IOException("Cannot rename " + part + " to " + done);
            }
            Step.DIRECTORY_RENAMED.pass(); // not in the guide
        }
    }
}
