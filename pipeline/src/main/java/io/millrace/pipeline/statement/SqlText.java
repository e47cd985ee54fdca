package io.millrace.pipeline.statement;

/**
 * The text of one statement and where it stands in its file.
 *
 * @param text from the first character of the statement on, without the semicolon
 * @param start the index of that character in the text of the file
 */
public record SqlText(SqlFile file, String text, int start) {

    /** Where the statement begins. */
    public SqlPlace place() {
        return placeOf(0);
    }

    /** Where a character of the statement stands. */
    public SqlPlace placeOf(int index) {
        return SqlPlace.of(file.name(), file.text(), start + index);
    }

    /** Where a character stands that is given by its line, from 1, and its column, from 0. */
    public SqlPlace placeOf(int line, int column) {
        int index = 0;
        for (int l = 1; l < line; l++) {
            int end = text.indexOf('\n', index);
            if (end < 0) {
                break;
            }
            index = end + 1;
        }
        return placeOf(Math.min(index + column, text.length()));
    }
}
