package io.millrace.spark.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file beside each file in which Hadoop's local file system keeps its checksum. One that stayed
 * behind when its file was written anew would make Hadoop refuse the new one.
 */
final class HadoopChecksum {

    private static final String PREFIX = ".";
    private static final String SUFFIX = ".crc";

    private HadoopChecksum() {}

    static boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Deletes the checksum of a file, if it has one. */
    static void drop(Path file) throws IOException {
        Files.deleteIfExists(file.resolveSibling(PREFIX + file.getFileName() + SUFFIX));
    }
}
