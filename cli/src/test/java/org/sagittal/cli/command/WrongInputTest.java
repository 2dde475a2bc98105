package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.cli.TinyDataset;
import org.sagittal.cli.demo.PhantomDataset;
import org.sagittal.geometry.volume.Shape;

/** Bad input ends with status 1 and one line that names the file; nothing is written. */
class WrongInputTest {
    @TempDir
    private Path folder;

    private void fails(CommandRun run, String... said) {
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("sagittal ").contains(said);
    }

    @Test
    void whatIsNotThere() {
        Path nowhere = folder.resolve("nowhere");
        Path out = folder.resolve("out");
        fails(CommandRun.of("fingerprint", nowhere, "-o", out), "nowhere", "no such folder");
        fails(CommandRun.of("run", nowhere, "-o", out), "nowhere", "no such folder");
        fails(CommandRun.of("check", nowhere), "nowhere", "no such folder");
        fails(CommandRun.of("predict", "-m", nowhere, "-i", nowhere, "-o", out), "nowhere", "no such file");
        fails(CommandRun.of("metrics", nowhere, nowhere), "nowhere");
        fails(CommandRun.of("inspect", nowhere), "nowhere", "no such file");
        fails(CommandRun.of("store", "list", nowhere), "nowhere");
        fails(
                CommandRun.of("network", "--plans", nowhere, "-c", "2d", "--dataset-json", nowhere),
                "nowhere",
                "no such file");
        assertThat(out).doesNotExist();
    }

    @Test
    void aCascadeWhoseFirstStageWillMissCasesIsRefusedBeforeAnyTraining() throws IOException {
        Path raw = TinyDataset.write(folder, 5, 0, new Shape(112, 112, 112));
        Path work = folder.resolve("work");
        String[] options = {"--epochs", "1", "--memory-gb", "0.3"};
        for (String before : List.of("2d", "3d_lowres")) {
            List<Object> words =
                    new ArrayList<>(List.of("run", raw, "-o", work, "-c", before, "-c", "3d_cascade_fullres"));
            words.addAll(List.of(options));
            CommandRun run = CommandRun.of(words.toArray());
            assertThat(run.status()).as(run.err()).isEqualTo(1);
            assertThat(run.err())
                    .contains("3d_cascade_fullres learns from what folds of 3d_lowres find", "name 3d_lowres before it")
                    .contains(before.equals("2d") ? "5 of 5 cases" : "4 of 5 cases");
        }
        assertThat(work.resolve("plans.json")).exists();
        assertThat(work.resolve("store")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoDataset() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("Dataset001_Empty"));
        fails(CommandRun.of("fingerprint", empty, "-o", folder.resolve("f.json")), "dataset.json");
        CommandRun check = CommandRun.of("check", empty);
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out()).contains("FATAL", "->");
    }

    @Test
    void anImageIsNotConvertedIntoSomethingUnknown() throws IOException {
        Path raw = TinyDataset.write(folder, 1, 0);
        Path target = folder.resolve("scan.xyz");
        fails(
                CommandRun.of("convert", raw.resolve("imagesTr/box_0_0000.nii.gz"), "-o", target),
                "scan.xyz: cannot be written: its ending must be one of");
        assertThat(target).doesNotExist();
    }

    /** Every command that opens a dataset's images, with plans where it needs them. */
    private List<List<Object>> onDataset(Path raw, Path plans) {
        Path out = folder.resolve("out");
        List<Object> planned = List.of("--plans", plans, "-c", "2d", "-o", out);
        List<List<Object>> commands = new ArrayList<>(List.of(
                List.of("fingerprint", raw, "-o", out),
                List.of("plan", raw, "-o", out),
                List.of("run", raw, "-o", out, "--epochs", "1"),
                new ArrayList<>(List.of("preprocess", raw)),
                new ArrayList<>(List.of("train", raw, "-f", "0"))));
        commands.get(3).addAll(planned);
        commands.get(4).addAll(planned);
        return commands;
    }

    @Test
    void aDatasetWhoseImagesNoReaderTakes() throws IOException {
        Path raw = TinyDataset.write(folder, 5, 0);
        Path plans = folder.resolve("plans.json");
        assertThat(CommandRun.of("plan", raw, "-o", plans).status()).isZero();
        Path file = raw.resolve("dataset.json");
        String json = Files.readString(file);

        Files.writeString(file, json.replaceFirst("\\{", "{\"overwrite_image_reader_writer\": \"MyIO\", "));
        for (List<Object> words : onDataset(raw, plans)) {
            fails(CommandRun.of(words.toArray()), file + ": ", "reader must be one of", "got 'MyIO'");
        }

        Files.writeString(file, json.replace(".nii.gz", ".xyz"));
        try (Stream<Path> images = Files.list(raw.resolve("imagesTr"))) {
            for (Path image : images.toList()) {
                String name = image.getFileName().toString();
                Files.move(image, image.resolveSibling(name.replace(".nii.gz", ".xyz")));
            }
        }
        for (List<Object> words : onDataset(raw, plans)) {
            fails(CommandRun.of(words.toArray()), file + ": ", "file_ending must be one of", "got '.xyz'");
        }
    }

    @Test
    void aDatasetWithoutTrainingCases() throws IOException {
        Path raw = TinyDataset.write(folder, 0, 0);
        Files.createDirectories(raw.resolve("imagesTr"));
        for (List<Object> words : onDataset(raw, folder).subList(0, 3)) {
            fails(CommandRun.of(words.toArray()), raw + " has no training cases: imagesTr must hold");
        }
    }

    @Test
    void aFileThatIsNoImage() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.nii.gz"), "these are notes");
        fails(CommandRun.of("metrics", text, text), "notes.nii.gz");
        CommandRun inspect = CommandRun.of("inspect", "--json", text);
        assertThat(inspect.status()).isEqualTo(1);
        assertThat(inspect.out()).contains("\"error\"").hasLineCount(1);
    }

    @Test
    void aPairThatFailsDoesNotStopTheOthers() throws IOException {
        Path csv = folder.resolve("pairs.csv");
        Files.write(
                csv, List.of("id,reference,prediction,labels", "a,no.nii.gz,no.nii.gz,1", "b,no.nii.gz,no.nii.gz,"));
        CommandRun run = CommandRun.of("metrics", "--pairs", csv, "--json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.contains("\"error\""));
        Files.write(csv, List.of("name,reference", "a,b"));
        fails(CommandRun.of("metrics", "--pairs", csv), "pairs.csv", "must begin with the line");
    }

    @Test
    void anUnknownConfigurationIsRefusedBeforeTheFirstTraining() {
        Path raw = folder.resolve(PhantomDataset.NAME);
        Path work = folder.resolve("work");
        PhantomDataset.write(raw, 5, 0, done -> {});
        fails(
                CommandRun.of("run", raw, "-o", work, "-q", "-c", "3d_fullres", "-c", "3d_best"),
                "3d_best does not exist",
                "3d_fullres");
        assertThat(work.resolve("plans.json")).exists();
        assertThat(work.resolve("store")).doesNotExist();
        assertThat(work.resolve("runs")).doesNotExist();
    }

    @Test
    void choicesAreToldAsTheyAreTyped() {
        CommandRun run = CommandRun.of("predict", "-m", folder, "-i", folder, "-o", folder, "--precision", "half");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'--precision': 'half' must be one of float32, bf16.");
    }

    @Test
    void misuseIsStatus2() {
        for (List<Object> words : List.<List<Object>>of(
                List.of("metrics"),
                List.of("metrics", "only-one.nii.gz"),
                List.of("predict", "-m", folder),
                List.of("train", folder),
                List.of("store"),
                List.of("plan"),
                List.of("plan", folder, "-o", folder.resolve("plans.json"), "--planner", "Best"),
                List.of("plan", folder, "-o", folder.resolve("plans.json"), "--memory-gb", "0"),
                List.of("fingerprint", folder, "-o", folder.resolve("f.json"), "--replace-nonfinite", "nan"),
                List.of("demo", "-o", folder.resolve("demo"), "--epochs", "0"),
                List.of("predict", "-m", folder, "-i", folder, "-o", folder, "--checkpoint", "middle"))) {
            CommandRun run = CommandRun.of(words.toArray());
            assertThat(run.status()).as(words + ": " + run.err()).isEqualTo(2);
            assertThat(run.err().lines()).hasSize(1);
        }
    }
}
