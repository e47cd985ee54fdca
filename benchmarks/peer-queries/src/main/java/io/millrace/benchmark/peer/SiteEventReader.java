package io.millrace.benchmark.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.benchmark.peer.SiteEvent.Auction;
import io.millrace.benchmark.peer.SiteEvent.Bid;
import io.millrace.benchmark.peer.SiteEvent.Person;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the JSON of the auction site. Used by any number of threads. */
public final class SiteEventReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PERSON = 0;
    private static final int AUCTION = 1;
    private static final int BID = 2;

    private SiteEventReader() {}

    /** The bid, or null if it is something else. */
    public static Bid bid(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return kind(parser) == BID ? bid(parser) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The person or auction, or null if it is a bid. */
    public static SiteEvent personOrAuction(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            return switch (kind(parser)) {
                case PERSON -> person(parser);
                case AUCTION -> auction(parser);
                default -> null;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the event_type, which comes first, and goes on into the object behind it. */
    private static int kind(JsonParser parser) throws IOException {
        parser.nextToken();
        parser.nextToken();
        int kind = parser.nextIntValue(-1);
        parser.nextToken();
        parser.nextToken();
        return kind;
    }

    private static Bid bid(JsonParser parser) throws IOException {
        long auction = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "auction" -> auction = parser.getLongValue();
                case "dateTime" -> {
                    return new Bid(auction, parser.getLongValue());
                }
                default -> parser.skipChildren();
            }
        }
        throw new IllegalArgumentException("a bid without dateTime");
    }

    private static Person person(JsonParser parser) throws IOException {
        long id = 0;
        String name = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = parser.getLongValue();
                case "name" -> name = parser.getText();
                case "dateTime" -> {
                    return new Person(id, name, parser.getLongValue());
                }
                default -> parser.skipChildren();
            }
        }
        throw new IllegalArgumentException("a person without dateTime");
    }

    private static Auction auction(JsonParser parser) throws IOException {
        long id = 0;
        long seller = 0;
        long time = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = parser.getLongValue();
                case "dateTime" -> time = parser.getLongValue();
                case "seller" -> seller = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        return new Auction(id, seller, time);
    }
}
