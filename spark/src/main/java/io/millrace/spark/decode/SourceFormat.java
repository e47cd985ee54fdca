package io.millrace.spark.decode;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionValues;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** How values of one format are read; one class for each. It lives on the driver. */
public interface SourceFormat {

    /** The options that concern only reading this format, in the order of the reference page. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Checks the settings that go to this format's parser: none may break what a table promises.
     * They are checked on a table of any format, where they would be without effect, unsaid.
     *
     * @throws io.millrace.common.error.MillraceException if one would
     */
    default void checkParserSettings(OptionValues options) {}

    /**
     * The columns of a table whose user declared none.
     *
     * @throws io.millrace.common.error.MillraceException if there is nothing to tell them by
     */
    StructType inferSchema(OptionValues options);

    /**
     * Checks options and columns, and says how values are decoded. Called once for each scan, in
     * the session that reads.
     *
     * @param schema the columns of the table, all of them
     * @throws io.millrace.common.error.MillraceException if they do not fit
     */
    ValueDecoding plan(OptionValues options, StructType schema);
}
