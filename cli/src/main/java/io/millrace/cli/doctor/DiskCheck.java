package io.millrace.cli.doctor;

import io.millrace.common.option.DataSize;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the data directory can be written and its disk has room.
 *
 * @param data where broker and checkpoints keep their data; need not be there yet
 */
record DiskCheck(Path data) implements Check {

    private static final String SUBJECT = "disk";
    private static final DataSize LEAST = DataSize.ofMebibytes(512);
    private static final DataSize ENOUGH = DataSize.ofMebibytes(5 * 1_024);

    @Override
    public Finding look() {
        Path existing = nearestExisting();
        if (!Files.isDirectory(existing)) {
            return Finding.fail(
                    SUBJECT, existing + " is no directory", "Choose a directory with --data.");
        }
        if (!Files.isWritable(existing)) {
            return Finding.fail(
                    SUBJECT,
                    existing + " cannot be written",
                    "Change its rights, or choose another directory with --data.");
        }
        try {
            FileStore store = Files.getFileStore(existing);
            return room(new DataSize(store.getUsableSpace()));
        } catch (IOException e) {
            return Finding.warn(
                    SUBJECT, "cannot tell the room at " + existing, "Check the disk: " + e);
        }
    }

    private Finding room(DataSize free) {
        String found = Sizes.text(free) + " free for " + data;
        if (free.bytes() < LEAST.bytes()) {
            return Finding.fail(SUBJECT, found, "Free some space, or choose another with --data.");
        }
        if (free.bytes() < ENOUGH.bytes()) {
            return Finding.warn(
                    SUBJECT, found, "Topics and checkpoints grow: keep 5 GiB or more free.");
        }
        return Finding.ok(SUBJECT, found);
    }

    private Path nearestExisting() {
        Path path = data.toAbsolutePath().normalize();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
