package io.millrace.format.avro;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Passes over one value of the writer. */
@FunctionalInterface
interface ValueSkipper {

    void skip(AvroInput in);

    /** Values that always take the same number of bytes. */
    record Fixed(long bytes) implements ValueSkipper {

        @Override
        public void skip(AvroInput in) {
            in.skip(bytes);
        }
    }

    /** Makes the skipper of a type, which may contain itself. */
    static ValueSkipper of(Schema schema) {
        return of(schema, new IdentityHashMap<>());
    }

    private static ValueSkipper of(Schema schema, Map<Schema, ValueSkipper[]> open) {
        return switch (schema.getType()) {
            case NULL -> new Fixed(0);
            case BOOLEAN -> new Fixed(1);
            case FLOAT -> new Fixed(Float.BYTES);
            case DOUBLE -> new Fixed(Double.BYTES);
            case FIXED -> new Fixed(schema.getFixedSize());
            case INT, LONG, ENUM -> AvroInput::skipVarint;
            case STRING, BYTES -> in -> in.skip(in.readLength());
            case ARRAY -> blocks(of(schema.getElementType(), open));
            case MAP -> {
                ValueSkipper value = of(schema.getValueType(), open);
                yield blocks(
                        in -> {
                            in.skip(in.readLength());
                            value.skip(in);
                        });
            }
            case UNION -> {
                ValueSkipper[] branches =
                        schema.getTypes().stream()
                                .map(branch -> of(branch, open))
                                .toArray(ValueSkipper[]::new);
                yield in -> branches[in.readIndex(branches.length, "branch")].skip(in);
            }
            case RECORD -> record(schema, open);
        };
    }

    private static ValueSkipper record(Schema schema, Map<Schema, ValueSkipper[]> open) {
        ValueSkipper[] known = open.get(schema);
        if (known != null) {
            return in -> {
                in.enter();
                known[0].skip(in);
                in.leave();
            };
        }
        ValueSkipper[] own = new ValueSkipper[1];
        open.put(schema, own);
        own[0] = sequence(schema.getFields().stream().map(f -> of(f.schema(), open)).toList());
        open.remove(schema);
        return own[0];
    }

    /** One after the other; those of fixed length that follow each other in one step. */
    static ValueSkipper sequence(List<ValueSkipper> skippers) {
        List<ValueSkipper> steps = new ArrayList<>();
        for (ValueSkipper next : skippers) {
            int last = steps.size() - 1;
            if (last >= 0 && next instanceof Fixed b && steps.get(last) instanceof Fixed a) {
                steps.set(last, new Fixed(a.bytes() + b.bytes()));
            } else {
                steps.add(next);
            }
        }
        if (steps.size() <= 1) {
            return steps.isEmpty() ? new Fixed(0) : steps.get(0);
        }
        ValueSkipper[] all = steps.toArray(ValueSkipper[]::new);
        return in -> {
            for (ValueSkipper skipper : all) {
                skipper.skip(in);
            }
        };
    }

    private static ValueSkipper blocks(ValueSkipper element) {
        if (element instanceof Fixed fixed && fixed.bytes() == 0) {
            return in -> {
                int count;
                do {
                    count = in.readCountOrSkip(false);
                } while (count != 0);
            };
        }
        return in -> {
            int count;
            do {
                count = in.readCountOrSkip(true);
                for (int i = 0; i < count; i++) {
                    element.skip(in);
                }
            } while (count != 0);
        };
    }
}
