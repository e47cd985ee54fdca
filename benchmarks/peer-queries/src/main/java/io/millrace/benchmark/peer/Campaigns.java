package io.millrace.benchmark.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;

/** The table of ads and their campaigns. */
public final class Campaigns {

    private static final String SEPARATOR = ",";

    private Campaigns() {}

    /**
     * Reads a CSV file with a header line.
     *
     * @return the campaign of each ad
     */
    public static HashMap<String, String> read(String file) throws IOException {
        HashMap<String, String> byAd = new HashMap<>();
        Files.readAllLines(Path.of(file)).stream()
                .skip(1)
                .map(line -> line.split(SEPARATOR))
                .forEach(row -> byAd.put(row[0], row[1]));
        return byAd;
    }
}
