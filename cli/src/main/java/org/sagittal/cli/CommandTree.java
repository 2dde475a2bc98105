package org.sagittal.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.cli.command.BenchCommand;
import org.sagittal.cli.command.CalibrationCommand;
import org.sagittal.cli.command.CheckCommand;
import org.sagittal.cli.command.CompareMetricsCommand;
import org.sagittal.cli.command.CompareModelsCommand;
import org.sagittal.cli.command.ConvertCommand;
import org.sagittal.cli.command.DemoCommand;
import org.sagittal.cli.command.DoctorCommand;
import org.sagittal.cli.command.EnsembleCommand;
import org.sagittal.cli.command.EvaluateCommand;
import org.sagittal.cli.command.ExportCommand;
import org.sagittal.cli.command.FindBestCommand;
import org.sagittal.cli.command.FingerprintCommand;
import org.sagittal.cli.command.ImportCommand;
import org.sagittal.cli.command.InspectCommand;
import org.sagittal.cli.command.MetricsCommand;
import org.sagittal.cli.command.NetworkCommand;
import org.sagittal.cli.command.PlanCommand;
import org.sagittal.cli.command.PostprocessCommand;
import org.sagittal.cli.command.PredictCommand;
import org.sagittal.cli.command.PreprocessCommand;
import org.sagittal.cli.command.RunCommand;
import org.sagittal.cli.command.StoreCommand;
import org.sagittal.cli.command.Subcommand;
import org.sagittal.cli.command.TrainCommand;
import org.sagittal.cli.command.VerifyCommand;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.doctor.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, in the order in which a newcomer meets them, and how each way of failing becomes one line and a status. */
public final class CommandTree {
    private static final int WRONG_USAGE = 2;
    private static final Pattern CHOICE =
            Pattern.compile("expected one of \\[(.*)] \\(case-insensitive\\) but was '(.*)'");

    private CommandTree() {}

    /**
     * Runs one command line.
     *
     * @param console takes what the command says
     * @param arguments words after the program's name
     * @return exit status: 0 done, 1 failed, 2 wrong usage, 130 cancelled
     */
    public static int run(Console console, String... arguments) {
        CommandLine root = build(console);
        if (arguments.length == 0) {
            root.usage(console.out());
            return 0;
        }
        return root.execute(arguments);
    }

    /**
     * The commands, ready to parse.
     *
     * @param console takes what a command says
     * @return the root
     */
    public static CommandLine build(Console console) {
        CommandLine root = new CommandLine(new Root());
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups(console).forEach((title, commands) -> {
            List<String> names = new ArrayList<>();
            for (Subcommand command : commands) {
                CommandLine line = line(command);
                names.add(line.getCommandName());
                root.addSubcommand(line.getCommandName(), line);
            }
            groups.put(title, names);
        });
        root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        root.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setExecutionExceptionHandler((failure, line, parsed) -> {
            Subcommand command = line.getCommand();
            return FailureReport.write(console, line.getCommandSpec().qualifiedName(), failure, command.wantsTrace());
        });
        root.setParameterExceptionHandler((failure, words) -> wrongUsage(console, failure));
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> list(help, groups));
        return root;
    }

    private static CommandLine line(Subcommand command) {
        CommandLine line = new CommandLine(command);
        line.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                        help -> Synopsis.of(help.commandSpec()) + System.lineSeparator());
        if (line.getCommandSpec().usageMessage().footer().length == 0) {
            line.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING);
        }
        for (Subcommand child : command.children()) {
            CommandLine own = line(child);
            line.addSubcommand(own.getCommandName(), own);
        }
        return line;
    }

    private static Map<String, List<Subcommand>> groups(Console console) {
        Map<String, List<Subcommand>> groups = new LinkedHashMap<>();
        groups.put("Start here", List.of(new DemoCommand(console), new DoctorCommand(console)));
        groups.put(
                "Look at data",
                List.of(
                        new CheckCommand(console),
                        new ConvertCommand(console),
                        new InspectCommand(console),
                        new FingerprintCommand(console)));
        groups.put(
                "Plan and train",
                List.of(
                        new RunCommand(console),
                        new PlanCommand(console),
                        new PreprocessCommand(console),
                        new StoreCommand(console),
                        new NetworkCommand(console),
                        new TrainCommand(console)));
        groups.put(
                "Predict and score",
                List.of(
                        new PredictCommand(console),
                        new FindBestCommand(console),
                        new EnsembleCommand(console),
                        new PostprocessCommand(console),
                        new EvaluateCommand(console),
                        new MetricsCommand(console),
                        new CompareMetricsCommand(console),
                        new CalibrationCommand(console),
                        new CompareModelsCommand(console),
                        new BenchCommand(console)));
        groups.put(
                "Pass models on",
                List.of(new ImportCommand(console), new VerifyCommand(console), new ExportCommand(console)));
        return groups;
    }

    private static int wrongUsage(Console console, ParameterException failure) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        String said = inOurWords(failure.getMessage().replace("\n", " ").strip());
        String mend = "";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            boolean command = failure.getCommandLine().getParent() == null && !unmatched.isUnknownOption();
            said = command ? "there is no command '" + unmatched.getUnmatched().get(0) + "'" : said;
            mend = unmatched.getSuggestions().stream()
                    .findFirst()
                    .map(near -> " Did you mean " + near + "?")
                    .orElse("");
        }
        console.error(name + ": " + said + "." + mend + " See '" + name + " --help'.");
        return WRONG_USAGE;
    }

    /** Choices are typed in small letters, and told in them; nobody need know what an int is. */
    private static String inOurWords(String message) {
        String said = message.replaceFirst("^Error: ", "")
                .replaceFirst("is not an? (int|long)$", "must be a whole number")
                .replaceFirst("is not a (double|float)$", "must be a number");
        Matcher choice = CHOICE.matcher(said);
        return choice.find()
                ? choice.replaceFirst(Matcher.quoteReplacement("'" + choice.group(2) + "' must be one of "
                        + choice.group(1).toLowerCase(Locale.ROOT)))
                : said;
    }

    private static String list(Help help, Map<String, List<String>> groups) {
        if (help.commandSpec().parent() != null) {
            return help.commandList();
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((title, names) -> {
            text.append(String.format("%n%s%n", title));
            for (String name : names) {
                String[] description = help.subcommands()
                        .get(name)
                        .commandSpec()
                        .usageMessage()
                        .description();
                text.append(String.format("  %-16s %s%n", name, description[0]));
            }
        });
        return text.toString();
    }

    @Command(
            name = "sagittal",
            synopsisHeading = "Usage: ",
            customSynopsis = "sagittal COMMAND [ARGUMENTS]",
            description = {
                "%nTurns a folder of labelled scans into a segmentation model, runs such models, and scores them.",
                "It plans, trains and predicts as nnU-Net v2 does and reads its datasets, plans and models."
            },
            versionProvider = Version.class,
            footer = {
                "%nEvery command explains itself: sagittal COMMAND --help",
                "Results go to stdout or to files, progress to stderr.",
                "Exit status: 0 done, 1 bad input or failed work, 2 wrong usage, 130 cancelled."
            })
    private static final class Root {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "show this help")
        private boolean help;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "show the version")
        private boolean version;
    }
}
