package io.millrace.cli;

import io.millrace.cli.verb.Session;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Builds of all commands as much as a command line needs. Reading the annotations of all verbs
 * takes longer than most verbs take for what they do.
 */
final class CommandModel {

    private static final int HELP_WIDTH = 100;

    private final VerbFactory factory;
    private final CommandLine root;

    private CommandModel(Session session) {
        this.factory = new VerbFactory(session);
        this.root = new CommandLine(new MillraceCommand(), factory);
    }

    /** The verb of the command line; where there is none, the names of all for help and guesses. */
    static CommandLine forLine(Session session, String... arguments) {
        List<String> words = CommandWords.of(arguments);
        CommandModel model = new CommandModel(session);
        Set<String> complete = complete(words);
        boolean others = words.isEmpty() || !complete.contains(words.get(0)) || asksForHelp(words);
        for (String name : Verbs.ALL.keySet()) {
            if (complete.contains(name)) {
                model.add(name);
            } else if (others) {
                model.addName(name);
            }
        }
        return model.finish();
    }

    /** All commands. */
    static CommandLine whole(Session session) {
        CommandModel model = new CommandModel(session);
        Verbs.ALL.keySet().forEach(model::add);
        return model.finish();
    }

    private static Set<String> complete(List<String> words) {
        if (words.isEmpty()) {
            return Set.of();
        }
        if (words.get(0).equals(Verbs.COMPLETION)) {
            return Verbs.ALL.keySet();
        }
        Collection<String> wanted =
                asksForHelp(words) && words.size() > 1 ? words.subList(0, 2) : words.subList(0, 1);
        Set<String> complete = new HashSet<>(wanted);
        complete.retainAll(Verbs.ALL.keySet());
        return complete;
    }

    private static boolean asksForHelp(List<String> words) {
        return words.get(0).equals(Verbs.HELP);
    }

    private void add(String name) {
        root.addSubcommand(name, new CommandLine(Verbs.ALL.get(name), factory));
    }

    private void addName(String name) {
        CommandSpec spec = CommandSpec.create();
        Command command = Verbs.ALL.get(name).getAnnotation(Command.class);
        spec.usageMessage().description(command.description());
        root.addSubcommand(name, spec);
    }

    private CommandLine finish() {
        root.setUsageHelpWidth(HELP_WIDTH).setCaseInsensitiveEnumValuesAllowed(true);
        Converters.register(root);
        keepOrder(root);
        return root;
    }

    /** Options are shown in the order of their declaration, the most used first. */
    private static void keepOrder(CommandLine commandLine) {
        commandLine.getCommandSpec().usageMessage().sortOptions(false);
        commandLine.getSubcommands().values().forEach(CommandModel::keepOrder);
    }
}
