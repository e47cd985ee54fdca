package io.millrace.spark.source;

import io.millrace.kafka.offset.StreamPosition;
import org.apache.spark.sql.connector.read.streaming.Offset;

/** The position of a stream as Spark's checkpoint holds it; {@link PositionJson} is its text. */
final class MillraceOffset extends Offset {

    private final StreamPosition position;
    private final String json;

    MillraceOffset(StreamPosition position) {
        this.position = position;
        this.json = PositionJson.write(position);
    }

    StreamPosition position() {
        return position;
    }

    @Override
    public String json() {
        return json;
    }

    static StreamPosition positionOf(Offset offset) {
        return offset instanceof MillraceOffset own ? own.position : parse(offset.json()).position;
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws io.millrace.common.error.MillraceException if the text is damaged, or of a later
     *     version
     */
    static MillraceOffset parse(String text) {
        return new MillraceOffset(PositionJson.parse(text));
    }
}
