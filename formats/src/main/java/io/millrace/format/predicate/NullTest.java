package io.millrace.format.predicate;

/** Whether a field is null. */
final class NullTest extends FieldTest {

    NullTest(Field field) {
        super(field);
    }

    @Override
    int ofNull() {
        return TRUE;
    }

    @Override
    boolean holds(int row) {
        return false;
    }

    @Override
    boolean holds(byte[] data, int offset, int length) {
        return false;
    }
}
