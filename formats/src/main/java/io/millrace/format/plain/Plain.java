package io.millrace.format.plain;

/**
 * What the scanners of this package have in common. They read text that is <em>plain</em>, written
 * in the one usual way, and leave everything else to whoever has rules for it.
 */
public final class Plain {

    /** Returned in the place of a position where the text is not plain. */
    public static final int NOT_PLAIN = -1;

    private Plain() {}
}
