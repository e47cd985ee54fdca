package io.millrace.benchmark.peer;

import java.io.Serializable;

/** What happens at the auction site of Nexmark, as far as its queries 5 and 8 need it. */
public sealed interface SiteEvent extends Serializable {

    /** From 2026-01-02T00:00:00Z on there are only records that close the windows of others. */
    long CLOSING_TIME = 1_767_312_000_000L;

    /** When it happened, in milliseconds since 1970 UTC. */
    long time();

    /** Whether it only lets event time run on. */
    default boolean isClosing() {
        return time() >= CLOSING_TIME;
    }

    /** Somebody joins. */
    record Person(long id, String name, long time) implements SiteEvent {}

    /** An auction opens. */
    record Auction(long id, long seller, long time) implements SiteEvent {}

    /** Somebody bids. */
    record Bid(long auction, long time) implements SiteEvent {}
}
