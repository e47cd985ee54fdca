package io.millrace.spark.decode;

import io.millrace.common.option.OptionError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Reads a schema where an option gives it or the file that it is in. */
final class SchemaFile {

    private SchemaFile() {}

    /**
     * The text of the schema.
     *
     * @param given a JSON object, or a path as Spark takes it
     */
    static String textOf(String option, String given) {
        if (given.stripLeading().startsWith("{")) {
            return given;
        }
        return new String(bytesOf(option, given, "a schema as JSON, or "), StandardCharsets.UTF_8);
    }

    /** What is in the file at this path. */
    static byte[] bytesOf(String option, String path) {
        return bytesOf(option, path, "");
    }

    private static byte[] bytesOf(String option, String given, String alternative) {
        Path path = new Path(given.strip());
        try (InputStream file =
                path.getFileSystem(SparkSession.active().sessionState().newHadoopConf())
                        .open(path)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw OptionError.INVALID_OPTION.causedBy(
                    e, option, given, alternative + "a file that can be read");
        }
    }
}
