package io.millrace.integration.reliability.fencing;

import java.nio.charset.StandardCharsets;

/** A row of an epoch, and who wrote it. */
record Row(long epoch, int number, String writer) {

    byte[] toBytes() {
        return (epoch + " " + number + " " + writer).getBytes(StandardCharsets.UTF_8);
    }

    static Row of(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ");
        return new Row(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }
}
