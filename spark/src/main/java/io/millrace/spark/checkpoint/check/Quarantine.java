package io.millrace.spark.checkpoint.check;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Where files are moved that are in the way: nothing is deleted. */
final class Quarantine {

    static final String DIRECTORY = ".quarantine";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final CheckpointFolder folder;
    private final FileSystem system;
    private final String place;

    Quarantine(CheckpointFolder folder, Instant now) {
        this.folder = folder;
        // Not the one that looks for checksums beside files: those are moved like the others.
        this.system =
                folder.system() instanceof LocalFileSystem local
                        ? local.getRawFileSystem()
                        : folder.system();
        this.place = DIRECTORY + "/" + TIME.format(now);
    }

    Path place() {
        return folder.path(place);
    }

    /** Moves a file, with the checksums beside it. */
    void take(String file) throws IOException {
        int slash = file.lastIndexOf('/');
        String directory = file.substring(0, slash + 1);
        String name = file.substring(slash + 1);
        for (String each :
                List.of(name, name + CheckpointFolder.SPARKS_CHECKSUM, "." + name + ".crc")) {
            Path from = folder.path(directory + each);
            if (system.exists(from)) {
                Path to = folder.path(place + "/" + directory + each);
                system.mkdirs(to.getParent());
                if (!system.rename(from, to)) {
                    throw new IOException("'" + from + "' cannot be moved to '" + to + "'");
                }
            }
        }
    }
}
