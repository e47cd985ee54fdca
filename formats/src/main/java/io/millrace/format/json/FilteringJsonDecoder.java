package io.millrace.format.json;

import io.millrace.format.RecordDecoder;

/** Decodes plain documents as far as a predicate wants them and gives others to the fallback. */
final class FilteringJsonDecoder implements RecordDecoder {

    private final ObjectReader root;
    private final RowGuard guard;
    private final RecordDecoder fallback;

    FilteringJsonDecoder(ObjectReader root, RowGuard guard, RecordDecoder fallback) {
        this.root = root;
        this.guard = guard;
        this.fallback = fallback;
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        guard.begin();
        boolean plain = JsonDecoder.isPlain(root, data, offset, length, row);
        if (plain && guard.lacksFields()) {
            guard.readAll();
            plain = JsonDecoder.isPlain(root, data, offset, length, row);
        }
        if (!plain) {
            return fallback.decode(data, offset, length, row);
        }
        return guard.rejects() ? Outcome.SKIPPED : Outcome.DECODED;
    }

    @Override
    public String problem() {
        return fallback.problem();
    }
}
