package io.millrace.dstream.output;

import io.millrace.dstream.HasOffsetRanges;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.dstream.InputDStream;
import scala.Option;

/** What the sources of a context read for a batch. */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
final class BatchInput {

    private BatchInput() {}

    /** A hash of the offsets of all direct streams; the same when the batch is repeated. */
    static String hash(StreamingContext context, Time time) {
        List<String> all = new ArrayList<>();
        all.add(Long.toString(time.milliseconds()));
        for (InputDStream<?> input : context.graph().getInputStreams()) {
            Option<? extends RDD<?>> rdd = input.generatedRDDs().get(time);
            if (rdd.isDefined() && rdd.get() instanceof HasOffsetRanges read) {
                all.add(input.id() + Arrays.toString(read.offsetRanges()));
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
