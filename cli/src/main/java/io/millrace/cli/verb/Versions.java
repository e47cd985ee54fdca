package io.millrace.cli.verb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that a build of Millrace consists of. */
public record Versions(String millrace, String kafka, String spark) {

    private static final String RESOURCE = "/io/millrace/cli/versions.properties";

    /** What the build wrote down. */
    public static Versions ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Versions(
                properties.getProperty("millrace"),
                properties.getProperty("kafka"),
                properties.getProperty("spark"));
    }
}
