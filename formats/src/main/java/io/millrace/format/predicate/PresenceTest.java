package io.millrace.format.predicate;

/** Whether a field is not null. */
final class PresenceTest extends FieldTest {

    PresenceTest(Field field) {
        super(field);
    }

    @Override
    int ofNull() {
        return FALSE;
    }

    @Override
    boolean holds(int row) {
        return true;
    }

    @Override
    boolean holds(byte[] data, int offset, int length) {
        return true;
    }
}
