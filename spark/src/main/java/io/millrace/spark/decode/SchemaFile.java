package io.millrace.spark.decode;

import io.millrace.common.option.OptionError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Reads the text of a schema where an option gives it or the file that it is in. */
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
        Path path = new Path(given.strip());
        try (InputStream file =
                path.getFileSystem(SparkSession.active().sessionState().newHadoopConf())
                        .open(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw OptionError.INVALID_OPTION.causedBy(
                    e, option, given, "a schema as JSON, or a file that can be read");
        }
    }
}
