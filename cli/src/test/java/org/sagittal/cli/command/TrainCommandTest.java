package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.cli.TinyDataset;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private Path raw;
    private Path run;
    private List<Object> words;

    @BeforeEach
    void plan() throws IOException {
        raw = TinyDataset.write(folder, 5, 0);
        run = folder.resolve("run");
        Path plans = folder.resolve("plans.json");
        assertThat(CommandRun.of("plan", raw, "-o", plans).status()).isZero();
        words = List.of("train", raw, "--plans", plans, "-c", "2d", "-f", 0, "-o", run);
    }

    private CommandRun train(Object... more) {
        List<Object> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray());
    }

    @Test
    @Tag("slow")
    void theValidationThatIsLeftOutComesWithTheSameCommandWithoutTheWord() throws IOException {
        Object[] shortest = {
            "--epochs", 1, "--iterations", 1, "--validation-iterations", 1, "--batch-size", 2, "--seed", 5
        };
        List<Object> without = new ArrayList<>(List.of(shortest));
        without.add("--no-validation");
        CommandRun first = train(without.toArray());
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(run.resolve("validation")).doesNotExist();
        String log = Files.readString(run.resolve("log.jsonl"));

        CommandRun second = train(shortest);
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.out()).contains("mean validation Dice");
        assertThat(run.resolve("validation/summary.json")).isRegularFile();
        assertThat(run.resolve("log.jsonl")).as("trained once").hasContent(log);
    }

    @Test
    void aSplitOfAnotherDatasetIsNamed() throws IOException {
        String split = "[{\"train\": [\"box_0\", \"ball_7\"], \"val\": [\"box_1\"]}]";
        String sentence =
                ": the split names 1 case the dataset does not have, such as [ball_7]; correct or delete this file";

        Path given = folder.resolve("mine.json");
        Files.writeString(given, split);
        assertThat(train("--splits", given).err()).contains(given + sentence);

        Path own = raw.resolve("splits_final.json");
        Files.writeString(own, split);
        CommandRun refused = train();
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains(own + sentence);
        assertThat(CommandRun.of("run", raw, "-o", folder.resolve("work"), "-c", "2d", "-f", 0)
                        .err())
                .contains(own + sentence);
        assertThat(run).doesNotExist();
    }
}
