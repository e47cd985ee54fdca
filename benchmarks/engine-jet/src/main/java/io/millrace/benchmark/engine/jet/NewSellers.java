package io.millrace.benchmark.engine.jet;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.datamodel.Tuple2;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.StreamStageWithKey;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.millrace.benchmark.peer.EndOffsets;
import io.millrace.benchmark.peer.NewSeller;
import io.millrace.benchmark.peer.SiteEvent;
import io.millrace.benchmark.peer.SiteEvent.Auction;
import io.millrace.benchmark.peer.SiteEvent.Person;
import io.millrace.benchmark.peer.SiteEventReader;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** W5-q8: two streams grouped by the same key in the same windows. */
final class NewSellers {

    private static final long SIZE_MILLIS = 10_000;
    private static final long LATENESS_MILLIS = 4_000;

    private NewSellers() {}

    static Pipeline pipeline(EngineSettings settings, RunRequest request, EndOffsets ends) {
        Sink<KeyedWindowResult<Long, Tuple2<List<Person>, List<Auction>>>> sellers =
                SinkBuilder.sinkBuilder("sellers", context -> JetRun.current())
                        .<KeyedWindowResult<Long, Tuple2<List<Person>, List<Auction>>>>receiveFn(
                                NewSellers::receive)
                        .build();
        Pipeline pipeline = Pipeline.create();
        StreamStage<SiteEvent> events =
                KafkaInput.read(pipeline, settings, request, NewSellers::event)
                        .withTimestamps(SiteEvent::time, LATENESS_MILLIS);
        StreamStageWithKey<Auction, Long> auctions =
                events.filter(event -> event instanceof Auction)
                        .map(event -> (Auction) event)
                        .groupingKey(Auction::seller);
        events.filter(event -> event instanceof Person)
                .map(event -> (Person) event)
                .groupingKey(Person::id)
                .window(WindowDefinition.tumbling(SIZE_MILLIS))
                .aggregate2(
                        AggregateOperations.<Person>toList(),
                        auctions,
                        AggregateOperations.<Auction>toList())
                .writeTo(sellers);
        return pipeline;
    }

    private static SiteEvent event(ConsumerRecord<byte[], byte[]> record) {
        SiteEvent event = SiteEventReader.personOrAuction(record.value());
        boolean comesOut = event != null && !event.isClosing();
        JetRun.current().progress().readAndSent(comesOut ? 1 : 0);
        return event;
    }

    private static void receive(
            JetRun run, KeyedWindowResult<Long, Tuple2<List<Person>, List<Auction>>> both) {
        List<Person> persons = both.result().f0();
        List<Auction> auctions = both.result().f1();
        for (Person person : persons) {
            for (Auction auction : auctions) {
                NewSeller seller =
                        new NewSeller(both.start(), person.id(), person.name(), auction.id());
                run.answer().put(seller, auction.id());
            }
        }
        run.progress().received(persons.size() + auctions.size());
    }
}
