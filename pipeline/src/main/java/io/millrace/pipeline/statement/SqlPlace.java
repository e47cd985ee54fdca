package io.millrace.pipeline.statement;

/**
 * A place in a file of SQL.
 *
 * @param file the file as the user named it
 * @param line from 1
 * @param column from 1
 */
public record SqlPlace(String file, int line, int column) {

    /** The place of a character of a text. */
    static SqlPlace of(String file, String text, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(index, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new SqlPlace(file, line, Math.max(index - lineStart, 0) + 1);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
