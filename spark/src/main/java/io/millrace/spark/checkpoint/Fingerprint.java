package io.millrace.spark.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Length and CRC-32C of a file, kept as an attribute of the file itself: no second file has to be
 * written, flushed and deleted. Disks without such attributes, and copies that lost them, do
 * without.
 *
 * @param length in bytes
 * @param sum the CRC-32C
 */
record Fingerprint(long length, long sum) {

    /** The version of this layout is part of its name. */
    private static final String ATTRIBUTE = "millrace.crc32c.v1";

    static Fingerprint of(byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        return new Fingerprint(content.length, sum.getValue());
    }

    static void write(Path file, long length, long sum) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        bytes.putLong(length).putLong(sum).flip();
        try {
            UserDefinedFileAttributeView attributes = attributes(file);
            if (attributes != null) {
                attributes.write(ATTRIBUTE, bytes);
            }
        } catch (IOException e) {
            // A disk that keeps none; the file is as good as any other on it.
        }
    }

    static Optional<Fingerprint> read(Path file) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        try {
            UserDefinedFileAttributeView attributes = attributes(file);
            if (attributes == null || attributes.read(ATTRIBUTE, bytes) != bytes.capacity()) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        bytes.flip();
        return Optional.of(new Fingerprint(bytes.getLong(), bytes.getLong()));
    }

    private static UserDefinedFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }
}
