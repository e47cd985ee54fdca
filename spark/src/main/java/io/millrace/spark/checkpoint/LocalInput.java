package io.millrace.spark.checkpoint;

import io.millrace.common.error.MillraceException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;

/** Reads a local file. Not thread-safe. */
final class LocalInput extends InputStream implements Seekable, PositionedReadable {

    /** Up to this length a file is checked before its first byte is given. */
    private static final long CHECKED_BYTES = 4L << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    private final SeekableByteChannel file;
    private final ByteBuffer buffer;

    private LocalInput(SeekableByteChannel file, ByteBuffer buffer) {
        this.file = file;
        this.buffer = buffer;
    }

    /**
     * Opens a file.
     *
     * @throws FileNotFoundException if there is none
     * @throws MillraceException if it is not what was written
     */
    static LocalInput open(Path path) throws IOException {
        SeekableByteChannel file = openChannel(path);
        try {
            long size = file.size();
            if (size > CHECKED_BYTES) {
                return new LocalInput(file, ByteBuffer.allocate(BUFFER_BYTES).limit(0));
            }
            ByteBuffer content = ByteBuffer.allocate((int) size);
            while (content.hasRemaining() && file.read(content) >= 0) {
                // As much as there is.
            }
            content.flip();
            check(path, content);
            return new LocalInput(file, content);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static SeekableByteChannel openChannel(Path path) throws IOException {
        try {
            return Files.newByteChannel(path);
        } catch (NoSuchFileException e) {
            FileNotFoundException notFound =
                    new FileNotFoundException("File " + path + " does not exist");
            notFound.initCause(e);
            throw notFound;
        }
    }

    private static void check(Path path, ByteBuffer content) {
        Optional<Fingerprint> written = Fingerprint.read(path);
        byte[] bytes = new byte[content.remaining()];
        content.get(0, bytes);
        if (written.isPresent() && !written.get().equals(Fingerprint.of(bytes))) {
            throw CheckpointError.FILE_CHANGED.exception(
                    path, written.get().length(), bytes.length);
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    /** Whether there is a byte to give. */
    private boolean fill() throws IOException {
        if (!buffer.hasRemaining() && file.position() < file.size()) {
            buffer.clear();
            file.read(buffer);
            buffer.flip();
        }
        return buffer.hasRemaining();
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    @Override
    public long getPos() throws IOException {
        return file.position() - buffer.remaining();
    }

    @Override
    public void seek(long position) throws IOException {
        if (position < 0 || position > file.size()) {
            throw new EOFException("Cannot seek to " + position + " of " + file.size());
        }
        buffer.limit(0);
        file.position(position);
    }

    @Override
    public boolean seekToNewSource(long position) {
        return false;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
        long before = getPos();
        try {
            seek(position);
            return read(into, offset, length);
        } finally {
            seek(before);
        }
    }

    @Override
    public void readFully(long position, byte[] into, int offset, int length) throws IOException {
        int read = 0;
        while (read < length) {
            int count = read(position + read, into, offset + read, length - read);
            if (count < 0) {
                throw new EOFException("Cannot read " + length + " bytes from " + position);
            }
            read += count;
        }
    }

    @Override
    public void readFully(long position, byte[] into) throws IOException {
        readFully(position, into, 0, into.length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
