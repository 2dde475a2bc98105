package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class CommandTreeTest {
    @Test
    void withoutWordsItSaysWhatThereIs() {
        CommandRun run = CommandRun.of();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: sagittal COMMAND", "doctor").doesNotContain("Commands:");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void wrongUsageIsOneLineAndStatus2() {
        for (String[] words : List.of(
                new String[] {"doctr"},
                new String[] {"doctor", "--bad"},
                new String[] {"doctor", "-j", "0"},
                new String[] {"doctor", "-j", "many"})) {
            CommandRun run = CommandRun.of((Object[]) words);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).startsWith("sagittal").contains("--help");
        }
        assertThat(CommandRun.of("doctr").err()).contains("Did you mean doctor?");
    }

    /** nnU-Net's spelling, several words after one option, beside commas. */
    @Test
    void severalFoldsAreWordsOrParts() {
        for (List<String> folds : List.of(List.of("0", "1", "2"), List.of("0,1,2"), List.of("0,1", "2"))) {
            List<String> predict = new ArrayList<>(List.of("predict", "-m", "model", "-f"));
            predict.addAll(folds);
            predict.addAll(List.of("-c", "2d", "3d_fullres", "-i", "in", "-o", "out"));
            ParseResult parsed = parsed(predict);
            assertThat(parsed.<List<String>>matchedOptionValue("-f", List.of())).containsExactly("0", "1", "2");
            assertThat(parsed.<List<String>>matchedOptionValue("-c", List.of())).containsExactly("2d", "3d_fullres");

            List<String> findBest = new ArrayList<>(List.of("find-best", "-f"));
            findBest.addAll(folds);
            findBest.add("results");
            assertThat(parsed(findBest).<List<Integer>>matchedOptionValue("-f", List.of()))
                    .containsExactly(0, 1, 2);
        }
    }

    private static ParseResult parsed(List<String> words) {
        return CommandTree.build(new Console(System.out, System.err, Terminal.NONE))
                .parseArgs(words.toArray(String[]::new))
                .subcommand();
    }

    @TestFactory
    List<DynamicTest> everyCommandExplainsItself() {
        List<DynamicTest> tests = new ArrayList<>();
        visit(CommandTree.build(new Console(System.out, System.err, Terminal.NONE)), new ArrayList<>(), tests);
        return tests;
    }

    private static void visit(CommandLine command, List<String> words, List<DynamicTest> tests) {
        command.getSubcommands().forEach((name, child) -> {
            List<String> path = new ArrayList<>(words);
            path.add(name);
            tests.add(DynamicTest.dynamicTest(String.join(" ", path), () -> explains(child, path)));
            visit(child, path, tests);
        });
    }

    private static void explains(CommandLine command, List<String> path) {
        List<String> words = new ArrayList<>(path);
        words.add("--help");
        CommandRun run = CommandRun.of(words.toArray());
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: sagittal " + String.join(" ", path));
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        var spec = command.getCommandSpec();
        assertThat(spec.usageMessage().description()).isNotEmpty();
        assertThat(spec.usageMessage().description()[0].length()).isLessThanOrEqualTo(80);
        for (String example : spec.usageMessage().footer()) {
            List<String> typed = List.of(example.strip().split(" "));
            assertThat(example).startsWith("  sagittal " + String.join(" ", path));
            parsed(typed.subList(1, typed.size()));
        }
        assertThat(spec.args())
                .allSatisfy(arg -> assertThat(arg.description())
                        .as(arg.paramLabel() + " is described")
                        .isNotEmpty());
    }
}
