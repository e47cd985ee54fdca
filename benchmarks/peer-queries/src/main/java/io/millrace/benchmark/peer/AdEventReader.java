package io.millrace.benchmark.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads from the JSON of an ad event only what a query needs, and stops where it has it all. Used
 * by any number of threads.
 */
public final class AdEventReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String USER_ID = "user_id";
    private static final String AD_ID = "ad_id";
    private static final String EVENT_TYPE = "event_type";
    private static final String EVENT_TIME = "event_time";
    private static final String VIEW = "view";

    private AdEventReader() {}

    /** Whether the event is a view. */
    public static boolean isView(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            for (parser.nextToken(); parser.nextToken() == JsonToken.FIELD_NAME; ) {
                boolean found = EVENT_TYPE.equals(parser.currentName());
                parser.nextToken();
                if (found) {
                    return VIEW.equals(parser.getText());
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event if it is a view, null if not. */
    public static AdView view(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            String ad = null;
            boolean view = false;
            for (parser.nextToken(); parser.nextToken() == JsonToken.FIELD_NAME; ) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case AD_ID -> ad = parser.getText();
                    case EVENT_TYPE -> {
                        view = VIEW.equals(parser.getText());
                        if (!view) {
                            return null;
                        }
                    }
                    case EVENT_TIME -> {
                        if (view && ad != null) {
                            return new AdView(ad, parser.getLongValue());
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What W1 passes on of the event if it is a view, null if it is not. */
    public static AdExtract extract(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            String user = null;
            String ad = null;
            for (parser.nextToken(); parser.nextToken() == JsonToken.FIELD_NAME; ) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case USER_ID -> user = parser.getText();
                    case AD_ID -> ad = parser.getText();
                    case EVENT_TYPE -> {
                        if (!VIEW.equals(parser.getText())) {
                            return null;
                        }
                    }
                    case EVENT_TIME -> {
                        return new AdExtract(user, ad, parser.getLongValue());
                    }
                    default -> parser.skipChildren();
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
