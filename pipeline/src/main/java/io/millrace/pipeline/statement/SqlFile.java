package io.millrace.pipeline.statement;

import io.millrace.pipeline.PipelineError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.StringUtils;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A file of SQL statements, separated by semicolons.
 *
 * @param name the file as the user named it, for messages
 */
public record SqlFile(String name, String text) {

    /**
     * Reads a file.
     *
     * @param name the file as the user named it
     * @throws io.millrace.common.error.MillraceException if it cannot be read
     */
    public static SqlFile read(Path path, String name) {
        try {
            return new SqlFile(name, Files.readString(path));
        } catch (NoSuchFileException e) {
            throw PipelineError.SQL_FILE_UNREADABLE.causedBy(e, name, "it does not exist");
        } catch (CharacterCodingException e) {
            throw PipelineError.SQL_FILE_UNREADABLE.causedBy(e, name, "it is not UTF-8 text");
        } catch (IOException e) {
            throw PipelineError.SQL_FILE_UNREADABLE.causedBy(e, name, e.getMessage());
        }
    }

    /** The statements of the file in order, comments before them left out. */
    public List<SqlText> statements() {
        List<SqlText> statements = new ArrayList<>();
        int from = 0;
        for (String raw :
                CollectionConverters.asJava(StringUtils.splitSemiColonWithIndex(text, false))) {
            int begin = text.indexOf(raw, from);
            from = begin + raw.length();
            int lead = Lead.length(raw);
            if (lead < raw.length()) {
                String statement = raw.substring(lead).stripTrailing();
                statements.add(new SqlText(this, statement, begin + lead));
            }
        }
        return statements;
    }
}
