package io.millrace.spark.checkpoint.check;

/** What reading a small file gives. */
sealed interface FileContent {

    record Text(String text) implements FileContent {}

    record Missing() implements FileContent {}

    /**
     * It cannot be relied on.
     *
     * @param problem to follow its name
     */
    record Broken(String problem) implements FileContent {}
}
