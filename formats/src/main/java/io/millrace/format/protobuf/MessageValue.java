package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;

/** Reads messages. */
class MessageValue extends ValueReader {

    private final MessageReader message;

    /** Ends a group; 0 for a message that has a length. */
    private final int endTag;

    /**
     * @param groupNumber the field's number if its values are groups, else 0
     */
    MessageValue(MessageReader message, int groupNumber) {
        super(groupNumber == 0 ? WireInput.LENGTH_DELIMITED : WireInput.START_GROUP);
        this.message = message;
        this.endTag =
                groupNumber == 0 ? 0 : groupNumber << WireInput.TAG_BITS | WireInput.END_GROUP;
    }

    /** Messages as structs, whose fields have columns of their own. */
    static MessageValue struct(MessageReader message, int groupNumber, ColumnSink column) {
        return new MessageValue(message, groupNumber) {
            @Override
            void complete(int row) {
                column.putStruct(row);
            }
        };
    }

    @Override
    final Seen read(WireInput in, int row) {
        if (endTag != 0) {
            message.merge(in, endTag, row);
        } else {
            int outer = in.enter();
            message.merge(in, 0, row);
            in.leave(outer);
        }
        return Seen.VALUE;
    }

    @Override
    final void finish(int row) {
        message.finish(row);
        complete(row);
    }

    /** Puts the message, its fields being put. */
    void complete(int row) {}

    @Override
    final void putDefault(int row) {
        finish(row);
    }

    @Override
    final void forget() {
        message.forget();
    }
}
