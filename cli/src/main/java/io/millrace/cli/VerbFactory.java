package io.millrace.cli;

import io.millrace.cli.verb.Session;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes verbs with the session that they run in, and everything else as picocli does. */
final class VerbFactory implements IFactory {

    private final Session session;
    private final IFactory others = CommandLine.defaultFactory();

    VerbFactory(Session session) {
        this.session = session;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1
                    && constructor.getParameterTypes()[0] == Session.class) {
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(session));
            }
        }
        return others.create(type);
    }
}
