package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Terminal;

/** What the README tells people to type is understood, and what it points to is there. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```bash");
            } else if (inside && !line.isBlank()) {
                commands.add(line);
            }
        }
        return commands;
    }

    @TestFactory
    List<DynamicTest> everyCommandIsUnderstood() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String command : commands()) {
            if (command.startsWith("./sagittal")) {
                tests.add(DynamicTest.dynamicTest(command, () -> {
                    String[] words = command.split(" ");
                    CommandTree.build(new Console(System.out, System.err, Terminal.NONE))
                            .parseArgs(Arrays.copyOfRange(words, 1, words.length));
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    @Test
    void theTestCommandIsTheOneThatChecksChanges() throws IOException {
        String run = Files.readString(ROOT.resolve(".ci").resolve("run"));
        List<String> others =
                commands().stream().filter(c -> !c.startsWith("./sagittal")).toList();
        assertThat(others).hasSize(1);
        assertThat(run).endsWith("exec " + others.get(0) + "\n");
    }

    @Test
    void whatItPointsToIsThere() throws IOException {
        Matcher links = Pattern.compile("]\\(([^)]+)\\)").matcher(Files.readString(ROOT.resolve("README.md")));
        while (links.find()) {
            if (!links.group(1).startsWith("http")) {
                assertThat(ROOT.resolve(links.group(1))).exists();
            }
        }
        assertThat(Files.size(ROOT.resolve("docs").resolve("report.png"))).isLessThan(300_000);
    }

    @Test
    void everyCommandThatIsNamedExists() throws IOException {
        var known = CommandTree.build(new Console(System.out, System.err, Terminal.NONE))
                .getSubcommands()
                .keySet();
        Matcher named =
                Pattern.compile("\\./sagittal ([a-z][a-z-]+)").matcher(Files.readString(ROOT.resolve("README.md")));
        while (named.find()) {
            assertThat(known).contains(named.group(1));
        }
    }
}
