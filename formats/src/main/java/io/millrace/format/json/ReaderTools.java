package io.millrace.format.json;

import io.millrace.format.plain.IsoTimestamp;
import io.millrace.format.plain.NumberText;

/** What the readers of one decoder share. */
record ReaderTools(
        JsonFormat format,
        Scratch scratch,
        DecodedText text,
        NumberText number,
        ValueSkipper skipper,
        IsoTimestamp timestamp) {

    static ReaderTools of(JsonFormat format) {
        Scratch scratch = new Scratch();
        return new ReaderTools(
                format,
                scratch,
                new DecodedText(scratch),
                new NumberText(),
                new ValueSkipper(),
                new IsoTimestamp());
    }
}
