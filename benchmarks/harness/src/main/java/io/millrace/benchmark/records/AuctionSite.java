package io.millrace.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * What happens at an auction site, as in Nexmark (Tucker et al.: NEXMark, A Benchmark for Queries
 * over Data Streams, 2002; the proportions, hot keys and fields are those of its later
 * implementations): of 50 records one is a person who joins, three are auctions that open, 46 are
 * bids. One topic with all three as its users have it: JSON with the field event_type (0, 1, 2) and
 * one of the objects person, auction, bid.
 *
 * <p>Ten records come in a millisecond. Every second bid goes to the latest hundredth auction, the
 * others to one of the last hundred; three of four auctions are of the latest hundredth person, the
 * others of one of the last thousand.
 */
public final class AuctionSite implements RecordSource {

    /** The event_type of a record. */
    public enum Kind {
        PERSON,
        AUCTION,
        BID
    }

    /** When the records come that close windows: a day after the first. */
    public static final long CLOSING_TIME = AdEvents.FIRST_TIME + 24 * 60 * 60 * 1_000L;

    static final long FIRST_PERSON = 1_000;
    static final long FIRST_AUCTION = 1_000;

    private static final int EVENTS_PER_MILLISECOND = 10;
    private static final int EPOCH = 50;
    private static final int AUCTIONS_PER_EPOCH = 3;
    private static final int HOT_EVERY = 100;
    private static final int OPEN_AUCTIONS = 100;
    private static final int ACTIVE_PERSONS = 1_000;
    private static final int CLOSERS = 192;
    private static final long FIRST_CLOSER = 1L << 40;

    private static final byte[][] FIRST_NAMES =
            texts(
                    "Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah",
                    "Walter");
    private static final byte[][] LAST_NAMES =
            texts(
                    "Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones",
                    "Noris");
    private static final byte[][] CITIES =
            texts(
                    "Phoenix",
                    "Los Angeles",
                    "San Francisco",
                    "Boise",
                    "Portland",
                    "Bend",
                    "Redmond");
    private static final byte[][] STATES = texts("AZ", "CA", "ID", "OR", "WA", "WY");
    private static final byte[][] CHANNELS = texts("Apple", "Google", "Facebook", "Baidu");
    private static final byte[] BLANK = text(" ");

    private final long seed;
    private final Draws draws;

    public AuctionSite(long seed) {
        this.seed = seed;
        this.draws = new Draws(seed, 7);
    }

    @Override
    public String id() {
        return "auction-site-v1-seed" + seed;
    }

    public Kind kindOf(long record) {
        long place = record % EPOCH;
        if (place == 0) {
            return Kind.PERSON;
        }
        return place <= AUCTIONS_PER_EPOCH ? Kind.AUCTION : Kind.BID;
    }

    /** When it has happened, in milliseconds since 1970 UTC. */
    public long timeOf(long record) {
        return AdEvents.FIRST_TIME + record / EVENTS_PER_MILLISECOND;
    }

    /** The id of a person who joins with this record, or the latest before. */
    public long personOf(long record) {
        return FIRST_PERSON + record / EPOCH;
    }

    /** The record with which a person has joined. */
    public long recordOfPerson(long person) {
        return (person - FIRST_PERSON) * EPOCH;
    }

    /** The name of a person. */
    public String nameOf(long person) {
        long record = recordOfPerson(person);
        return new String(pick(FIRST_NAMES, record, 1), StandardCharsets.US_ASCII)
                + " "
                + new String(pick(LAST_NAMES, record, 2), StandardCharsets.US_ASCII);
    }

    /** The id of an auction that opens with this record, or the latest before. */
    public long auctionOf(long record) {
        long place = Math.min(record % EPOCH, AUCTIONS_PER_EPOCH);
        return FIRST_AUCTION + record / EPOCH * AUCTIONS_PER_EPOCH + place - 1;
    }

    /** The person who sells in an auction that opens with this record. */
    public long sellerOf(long record) {
        return person(record, 0, 0);
    }

    /** The auction that a bid goes to. */
    public long bidOn(long record) {
        long latest = auctionOf(record) - FIRST_AUCTION;
        if (draws.below(2, record, 2) == 0) {
            return FIRST_AUCTION + latest / HOT_EVERY * HOT_EVERY;
        }
        return FIRST_AUCTION
                + latest
                - draws.below((int) Math.min(latest + 1, OPEN_AUCTIONS), record, 3);
    }

    /** Three of four times a hot one, at some distance from those of other uses. */
    private long person(long record, int draw, int distance) {
        long latest = personOf(record) - FIRST_PERSON;
        if (draws.below(4, record, draw) > 0) {
            return FIRST_PERSON + Math.min(latest, latest / HOT_EVERY * HOT_EVERY + distance);
        }
        int active = (int) Math.min(latest + 1, ACTIVE_PERSONS);
        return FIRST_PERSON + latest - draws.below(active, record, draw + 1);
    }

    @Override
    public void write(long record, RecordBuffer into) {
        long time = timeOf(record);
        into.begin(time);
        switch (kindOf(record)) {
            case PERSON -> writePerson(record, personOf(record), time, into);
            case AUCTION -> writeAuction(record, auctionOf(record), sellerOf(record), time, into);
            case BID -> writeBid(record, bidOn(record), time, into);
        }
    }

    @Override
    public int closers() {
        return CLOSERS;
    }

    /** Each partition gets all kinds, with ids that no other record has. */
    @Override
    public void writeCloser(int number, RecordBuffer into) {
        long record = FIRST_CLOSER + number;
        into.begin(CLOSING_TIME);
        switch (Kind.values()[number / 4 % Kind.values().length]) {
            case PERSON -> writePerson(record, record, CLOSING_TIME, into);
            case AUCTION -> writeAuction(record, record, record + CLOSERS, CLOSING_TIME, into);
            case BID -> writeBid(record, record, CLOSING_TIME, into);
        }
    }

    private static final byte[] PERSON_ID = text("{\"event_type\":0,\"person\":{\"id\":");
    private static final byte[] NAME = text(",\"name\":\"");
    private static final byte[] EMAIL = text("\",\"emailAddress\":\"");
    private static final byte[] AT = text("@example.com");
    private static final byte[] CARD = text("\",\"creditCard\":\"");
    private static final byte[] CITY = text("\",\"city\":\"");
    private static final byte[] STATE = text("\",\"state\":\"");
    private static final byte[] TEXT_TIME = text("\",\"dateTime\":");
    private static final byte[] EXTRA = text(",\"extra\":\"");
    private static final byte[] END = text("\"}}");

    private void writePerson(long record, long person, long time, RecordBuffer into) {
        into.put(PERSON_ID).put(person).put(NAME);
        into.put(pick(FIRST_NAMES, record, 1)).put(BLANK).put(pick(LAST_NAMES, record, 2));
        into.put(EMAIL).putHex(draws.bits(record, 3), 8).put(AT);
        into.put(CARD).putHex(draws.bits(record, 4), 16);
        into.put(CITY).put(pick(CITIES, record, 5)).put(STATE).put(pick(STATES, record, 6));
        into.put(TEXT_TIME).put(time).put(EXTRA).putHex(draws.bits(record, 7), 16).put(END);
    }

    private static final byte[] AUCTION_ID = text("{\"event_type\":1,\"auction\":{\"id\":");
    private static final byte[] ITEM = text(",\"itemName\":\"");
    private static final byte[] DESCRIPTION = text("\",\"description\":\"");
    private static final byte[] INITIAL_BID = text("\",\"initialBid\":");
    private static final byte[] RESERVE = text(",\"reserve\":");
    private static final byte[] TIME = text(",\"dateTime\":");
    private static final byte[] EXPIRES = text(",\"expires\":");
    private static final byte[] SELLER = text(",\"seller\":");
    private static final byte[] CATEGORY = text(",\"category\":");

    private void writeAuction(
            long record, long auction, long seller, long time, RecordBuffer into) {
        int price = 1 + draws.below(10_000, record, 2);
        into.put(AUCTION_ID).put(auction).put(ITEM).putHex(draws.bits(record, 3), 16);
        into.put(DESCRIPTION).putHex(draws.bits(record, 4), 16).putHex(draws.bits(record, 5), 16);
        into.put(INITIAL_BID).put(price).put(RESERVE).put(2L * price);
        into.put(TIME).put(time).put(EXPIRES).put(time + draws.below(20_000, record, 6));
        into.put(SELLER).put(seller).put(CATEGORY).put(10 + draws.below(5, record, 7));
        into.put(EXTRA)
                .putHex(draws.bits(record, 8), 16)
                .putHex(draws.bits(record, 9), 16)
                .put(END);
    }

    private static final byte[] BID_ON = text("{\"event_type\":2,\"bid\":{\"auction\":");
    private static final byte[] BIDDER = text(",\"bidder\":");
    private static final byte[] PRICE = text(",\"price\":");
    private static final byte[] CHANNEL = text(",\"channel\":\"");
    private static final byte[] URL =
            text("\",\"url\":\"https://www.example.com/item?query=1&channel_id=");

    private void writeBid(long record, long auction, long time, RecordBuffer into) {
        into.put(BID_ON).put(auction).put(BIDDER).put(person(record, 0, 1));
        into.put(PRICE).put(1 + draws.below(1_000_000, record, 4));
        into.put(CHANNEL).put(pick(CHANNELS, record, 5));
        into.put(URL).putHex(draws.bits(record, 6), 8);
        into.put(TEXT_TIME).put(time).put(EXTRA).putHex(draws.bits(record, 7), 16).put(END);
    }

    private byte[] pick(byte[][] texts, long record, int draw) {
        return texts[draws.below(texts.length, record, draw)];
    }

    private static byte[][] texts(String... texts) {
        return Stream.of(texts).map(AuctionSite::text).toArray(byte[][]::new);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
