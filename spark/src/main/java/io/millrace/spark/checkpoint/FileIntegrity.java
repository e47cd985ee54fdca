package io.millrace.spark.checkpoint;

import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Tells whether a file of any length is what was written. */
public final class FileIntegrity {

    private static final int BUFFER_BYTES = 1 << 20;

    private FileIntegrity() {}

    /**
     * Reads a local file to its end.
     *
     * @throws MillraceException FILE_CHANGED if it is not what was written, as far as that is known
     */
    public static void require(Path file) throws IOException {
        Optional<Fingerprint> written = Fingerprint.read(file);
        if (written.isEmpty()) {
            return;
        }
        CRC32C sum = new CRC32C();
        long length = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                length += count;
            }
        }
        if (!written.get().equals(new Fingerprint(length, sum.getValue()))) {
            throw CheckpointError.FILE_CHANGED.exception(file, written.get().length(), length);
        }
    }
}
