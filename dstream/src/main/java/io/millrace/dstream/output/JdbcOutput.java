package io.millrace.dstream.output;

import io.millrace.common.PublicApi;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * The table of a database that a DStream is written to. Immutable. It is in the checkpoint with the
 * stream, so that a password is given by {@code password.env}.
 *
 * @param name of the output, for messages
 * @param options those of {@code format("millrace-jdbc")}: {@code url}, {@code user}, {@code
 *     table}, {@code write.mode}, {@code key.columns}...
 * @param columns of the rows
 */
@PublicApi
public record JdbcOutput(String name, Map<String, String> options, StructType columns)
        implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String PASSWORD = "password";

    public JdbcOutput {
        options = new HashMap<>(options);
        if (options.keySet().stream().anyMatch(PASSWORD::equalsIgnoreCase)) {
            throw OutputError.OUTPUT_SETTING_REFUSED.exception(
                    PASSWORD,
                    name,
                    "it would be written to the checkpoint; password.env names a variable that has"
                            + " it");
        }
    }
}
