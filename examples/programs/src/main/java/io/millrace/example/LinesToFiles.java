package io.millrace.example;

import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Stores the lines of a topic, and the counts of their words, in files of HDFS: for each batch a
 * directory of each, named by the time of the batch. A batch that is repeated replaces its files.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the files, one for the
 * checkpoint, both as {@code hdfs://...}.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class LinesToFiles {

    private LinesToFiles() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[3],
                        () -> {
                            JavaStreamingContext created =
                                    Streams.newContext("lines-to-files", arguments[3]);
                            store(Streams.lines(created, arguments[0], arguments[1]), arguments[2]);
                            return created;
                        });
        context.start();
        context.awaitTermination();
    }

    /** Stores lines, and the counts of their words, below a directory. */
    public static void store(JavaDStream<String> lines, String directory) {
        lines.dstream().saveAsTextFiles(directory + "/lines", "");
        WordCount.ofBatch(WordCount.words(lines))
                .mapToPair(
                        count -> new Tuple2<>(new Text(count._1()), new LongWritable(count._2())))
                .saveAsNewAPIHadoopFiles(
                        directory + "/counts",
                        "",
                        Text.class,
                        LongWritable.class,
                        SequenceFileOutputFormat.class);
    }
}
