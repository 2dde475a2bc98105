package org.sagittal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FolderLock;

/** What goes wrong around a job: a damaged case, a folder that is taken, closed or gone, a clock that jumps. */
@Tag("slow")
class TroubleTest {
    @TempDir
    private static Path folder;

    private static Path work;

    /** Files of the future and of long ago, as a clock that jumps leaves them. */
    @BeforeAll
    static void runOnce() throws IOException {
        Path raw = TinyDataset.write(folder, 5, 2);
        List<Path> files;
        try (Stream<Path> all = Files.walk(raw)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 0; i < files.size(); i++) {
            Instant when = Instant.parse(i % 2 == 0 ? "2090-01-01T00:00:00Z" : "1980-01-01T00:00:00Z");
            Files.setLastModifiedTime(files.get(i), FileTime.from(when));
        }
        work = folder.resolve("work");
        CommandRun run = run(raw, work);
        assertThat(run.status()).as(run.err()).isZero();
    }

    private static CommandRun run(Path raw, Path into) {
        return CommandRun.of(
                "run",
                raw,
                "-o",
                into,
                "-c",
                "2d",
                "--epochs",
                1,
                "--iterations",
                1,
                "--validation-iterations",
                1,
                "--batch-size",
                2,
                "--seed",
                5);
    }

    /** A copy of the dataset of which one file is cut off. */
    private static Path damaged(String name, String file) throws IOException {
        Path raw = folder.resolve(name).resolve("Dataset007_Boxes");
        copy(folder.resolve("Dataset007_Boxes"), raw);
        cut(raw.resolve(file));
        return raw;
    }

    private static void cut(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void timesOfTheFutureAndThePastKeepNothingFromBeingKept() {
        CommandRun again = run(folder.resolve("Dataset007_Boxes"), work);

        assertThat(again.status()).isZero();
        assertThat(again.err().lines().filter(line -> line.contains("done before")))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(again.err()).doesNotContain("epoch");
    }

    @Test
    void preprocessNamesTheDamagedCaseAndMakesTheOthers() throws IOException {
        Path raw = damaged("preprocess", "imagesTr/box_1_0000.nii.gz");
        Path store = folder.resolve("preprocess/store");

        CommandRun run =
                CommandRun.of("preprocess", raw, "--plans", work.resolve("plans.json"), "-c", "2d", "-o", store);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("box_1");
        assertThat(store.toFile().list())
                .contains("box_0.case", "box_2.case", "box_3.case", "box_4.case")
                .doesNotContain("box_1.case");
    }

    @Test
    void predictNamesTheDamagedCaseAndPredictsTheOthers() throws IOException {
        Path raw = damaged("predict", "imagesTs/test_0_0000.nii.gz");
        Path out = folder.resolve("predict/out");

        CommandRun run = CommandRun.of("predict", "-q", "-m", work, "-i", raw.resolve("imagesTs"), "-o", out);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err())
                .startsWith("error: test_0: ")
                .contains("test_0_0000.nii.gz", "1 of 2 cases failed: test_0");
        assertThat(out.toFile().list()).contains("test_1.nii.gz").doesNotContain("test_0.nii.gz");
    }

    @Test
    void evaluateNamesTheDamagedCaseAndScoresTheOthers() throws IOException {
        Path raw = damaged("evaluate", "labelsTr/box_1.nii.gz");
        Path summary = folder.resolve("evaluate/summary.json");

        CommandRun run = CommandRun.of(
                "evaluate",
                folder.resolve("Dataset007_Boxes/labelsTr"),
                raw.resolve("labelsTr"),
                "--dataset-json",
                raw.resolve("dataset.json"),
                "-o",
                summary);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("box_1");
        assertThat(Files.readString(summary)).contains("box_0", "box_4").doesNotContain("box_1");
    }

    @Test
    void runNamesDamagedTrainingCasesBeforeItTrainsOnTheOthers() throws IOException {
        Path raw = damaged("run", "imagesTr/box_3_0000.nii.gz");

        CommandRun run = run(raw, folder.resolve("run/work"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("1 of 5 cases").contains("box_3");
        assertThat(folder.resolve("run/work/runs")).doesNotExist();
    }

    @Test
    void runPredictsAndReportsWithoutTheDamagedUnseenCaseAndMakesItOnceItIsMended() throws IOException {
        Path raw = damaged("unseen", "imagesTs/test_0_0000.nii.gz");
        Path into = folder.resolve("unseen/work");

        CommandRun run = run(raw, into);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("1 case of ").contains("test_0").contains("could not be predicted");
        assertThat(into.resolve("predictions/test_1.nii.gz")).isRegularFile();
        assertThat(Files.readString(into.resolve("report/summary.json"))).contains("test_1");

        copy(folder.resolve("Dataset007_Boxes/imagesTs"), raw.resolve("imagesTs"));
        CommandRun mended = run(raw, into);
        assertThat(mended.status()).as(mended.err()).isZero();
        assertThat(mended.err()).doesNotContain("epoch");
        for (String file : List.of("predictions/test_0.nii.gz", "predictions/test_1.nii.gz")) {
            assertThat(into.resolve(file)).hasSameBinaryContentAs(work.resolve(file));
        }

        cut(raw.resolve("imagesTs/test_1_0000.nii.gz"));
        for (int attempt = 0; attempt < 2; attempt++) {
            CommandRun later = run(raw, into);
            assertThat(later.status()).as(later.err()).isEqualTo(1);
            assertThat(later.err()).contains("1 case of ").contains("test_1");
            assertThat(into.resolve("predictions/test_1.nii.gz"))
                    .as("what was found in another image")
                    .doesNotExist();
            assertThat(into.resolve("predictions/test_0.nii.gz"))
                    .hasSameBinaryContentAs(work.resolve("predictions/test_0.nii.gz"));
        }
    }

    @Test
    void theSecondInAFolderIsToldWhoIsThere() throws Exception {
        Path taken = Files.createDirectories(folder.resolve("taken"));
        try (FolderLock first = FolderLock.take(taken)) {
            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.sagittal.cli.Sagittal",
                            "run",
                            folder.resolve("Dataset007_Boxes").toString(),
                            "-o",
                            taken.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(second.getInputStream().readAllBytes());
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(said)
                    .contains("in use by process " + ProcessHandle.current().pid())
                    .hasLineCount(1);
        }
        assertThat(taken).isEmptyDirectory();
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamedInOneLine() throws IOException {
        Path closed = Files.createDirectories(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(closed))
                .as("the superuser may write anywhere")
                .isFalse();
        Path raw = folder.resolve("Dataset007_Boxes");
        Path plans = work.resolve("plans.json");
        List<CommandRun> runs = List.of(
                run(raw, closed),
                CommandRun.of("fingerprint", raw, "-o", closed.resolve("f.json")),
                CommandRun.of("preprocess", raw, "--plans", plans, "-c", "2d", "-o", closed.resolve("s")),
                CommandRun.of("train", raw, "--plans", plans, "-c", "2d", "-f", 0, "-o", closed.resolve("t")),
                CommandRun.of("predict", "-m", work, "-i", raw.resolve("imagesTs"), "-o", closed),
                CommandRun.of("import", work, "-o", closed.resolve("m.sagittal")),
                CommandRun.of("export", work, "-o", closed, "--to", "nnunet"));
        for (CommandRun run : runs) {
            assertThat(run.status()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains(closed.toString()).contains("denied");
        }
        assertThat(closed).isEmptyDirectory();
    }
}
