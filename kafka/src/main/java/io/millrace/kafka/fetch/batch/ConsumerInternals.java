package io.millrace.kafka.fetch.batch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.apache.kafka.clients.Metadata.LeaderAndEpoch;
import org.apache.kafka.clients.consumer.internals.CompletedFetch;
import org.apache.kafka.clients.consumer.internals.FetchBuffer;
import org.apache.kafka.clients.consumer.internals.SubscriptionState.FetchPosition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;

/**
 * Members of the client's consumer that Java keeps from others. Each is used once for a fetch, none
 * for a record. Made once; fails where the client is not as expected.
 */
final class ConsumerInternals {

    private final MethodHandle peek;
    private final MethodHandle poll;
    private final MethodHandle partition;
    private final MethodHandle data;
    private final MethodHandle leader;
    private final MethodHandle setRecords;
    private final MethodHandle setBytes;
    private final MethodHandle drain;

    ConsumerInternals() throws ReflectiveOperationException {
        Lookup buffer = MethodHandles.privateLookupIn(FetchBuffer.class, MethodHandles.lookup());
        MethodType completed = MethodType.methodType(CompletedFetch.class);
        peek = buffer.findVirtual(FetchBuffer.class, "peek", completed);
        poll = buffer.findVirtual(FetchBuffer.class, "poll", completed);
        Lookup fetch = MethodHandles.privateLookupIn(CompletedFetch.class, MethodHandles.lookup());
        partition = fetch.findGetter(CompletedFetch.class, "partition", TopicPartition.class);
        data = fetch.findGetter(CompletedFetch.class, "partitionData", PartitionData.class);
        setRecords = fetch.findSetter(CompletedFetch.class, "recordsRead", int.class);
        setBytes = fetch.findSetter(CompletedFetch.class, "bytesRead", int.class);
        drain = fetch.findVirtual(CompletedFetch.class, "drain", MethodType.methodType(void.class));
        Lookup position =
                MethodHandles.privateLookupIn(FetchPosition.class, MethodHandles.lookup());
        leader = position.findGetter(FetchPosition.class, "currentLeader", LeaderAndEpoch.class);
    }

    /** What a private field of an object holds. */
    static <T> T field(Object owner, Class<?> declaring, String name, Class<T> type)
            throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        return type.cast(field.get(owner));
    }

    /** Puts another object into a private field. */
    static void replace(Object owner, Class<?> declaring, String name, Object value)
            throws ReflectiveOperationException {
        Field field = declaring.getDeclaredField(name);
        field.setAccessible(true);
        field.set(owner, value);
    }

    /** The next fetch that is complete, without taking it; null if there is none. */
    CompletedFetch peek(FetchBuffer buffer) {
        return (CompletedFetch) call(() -> peek.invoke(buffer));
    }

    /** Takes the next fetch. */
    void take(FetchBuffer buffer) {
        call(() -> poll.invoke(buffer));
    }

    TopicPartition partition(CompletedFetch fetch) {
        return (TopicPartition) call(() -> partition.invoke(fetch));
    }

    PartitionData data(CompletedFetch fetch) {
        return (PartitionData) call(() -> data.invoke(fetch));
    }

    LeaderAndEpoch leader(FetchPosition position) {
        return (LeaderAndEpoch) call(() -> leader.invoke(position));
    }

    /** Ends a fetch, all of whose records count as read in the client's metrics. */
    void finish(CompletedFetch fetch, int records, int bytes) {
        call(
                () -> {
                    setRecords.invoke(fetch, records);
                    setBytes.invoke(fetch, bytes);
                    drain.invoke(fetch);
                    return null;
                });
    }

    @FunctionalInterface
    private interface Call {
        Object make() throws Throwable;
    }

    private static Object call(Call call) {
        try {
            return call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
