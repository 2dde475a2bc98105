package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.inference.CaseOutcome.Status;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;

class BatchPredictionTest {
    private static final Shape SHAPE = new Shape(3, 5, 8);

    @TempDir
    Path folder;

    private final Segmenter segmenter = Segmenter.of(
            TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty()),
            List.of(new FormulaNetwork(1, 2, 0)),
            new InferenceOptions(0.5, false, 1));

    @AfterEach
    void close() {
        segmenter.close();
    }

    /** Files whose name says what happens. */
    private static class NamedReader implements ImageReader {
        @Override
        public CaseImages readImages(List<Path> files) {
            if (files.get(0).toString().contains("broken")) {
                throw new FormatException(files.get(0), "is cut short");
            }
            return TinyModel.image(SHAPE, new Spacing(3, 2, 1));
        }

        @Override
        public LabelVoxels readLabel(Path file) {
            throw new FormatException(file, "there is no such file");
        }

        @Override
        public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
            if (file.toString().contains("full")) {
                throw new FormatException(file, "cannot be written: the disk is full");
            }
            write(file, "label " + labels.at(1, 2, 7));
        }

        @Override
        public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
            write(file, "image");
        }

        @Override
        public String nnunetName() {
            return "Named";
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<RawCase> cases(String... ids) {
        return Stream.of(ids)
                .map(id -> new RawCase(id, List.of(Path.of(id + "_0000.x")), Optional.empty()))
                .toList();
    }

    private BatchRequest request(boolean skip, ProbabilityOutput probabilities) {
        return new BatchRequest(new NamedReader(), folder.resolve("out"), ".x", Optional.empty(), skip, probabilities);
    }

    @Test
    void aBadCaseIsNamedAndTheOthersGoOn() throws IOException {
        List<String> said = new ArrayList<>();
        BatchListener listener = new BatchListener() {
            @Override
            public void finished(CaseOutcome outcome) {
                said.add(outcome.id() + " " + outcome.status());
            }
        };

        List<CaseOutcome> outcomes = BatchPrediction.of(segmenter, request(false, ProbabilityOutput.NONE))
                .run(cases("a", "broken", "full", "b"), listener);

        assertThat(said).containsExactly("a WRITTEN", "broken FAILED", "full FAILED", "b WRITTEN");
        assertThat(outcomes.get(1).problem())
                .hasValueSatisfying(p -> assertThat(p).contains("cut short"));
        assertThat(outcomes.get(2).problem())
                .hasValueSatisfying(p -> assertThat(p).contains("disk is full"));
        assertThat(folder.resolve("out/a.x")).hasContent("label 1");
        assertThat(folder.resolve("out/b.x")).exists();
        assertThat(folder.resolve("out/broken.x")).doesNotExist();
    }

    /** With one thread nothing is read ahead, and with many nothing beside a case that needs the memory: 3 x 5 x 8 float32. */
    @Test
    void oneThreadOrALargeCaseReadsWhenTheCaseBeforeIsWritten() throws IOException {
        assertThat(writtenWhenRead(batch -> batch.within(1))).containsExactly(false, true);
        Files.delete(folder.resolve("out/a.x"));
        assertThat(writtenWhenRead(batch -> batch.beside(100))).containsExactly(false, true);
    }

    private List<Boolean> writtenWhenRead(UnaryOperator<BatchPrediction> variant) {
        List<Boolean> written = new ArrayList<>();
        ImageReader watching = new NamedReader() {
            @Override
            public CaseImages readImages(List<Path> files) {
                written.add(Files.exists(folder.resolve("out/a.x")));
                return super.readImages(files);
            }
        };
        BatchRequest request = new BatchRequest(
                watching, folder.resolve("out"), ".x", Optional.empty(), false, ProbabilityOutput.NONE);

        variant.apply(BatchPrediction.of(segmenter, request)).run(cases("a", "b"), BatchListener.NONE);
        return written;
    }

    @Test
    void continuesWhereItStopped() throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/a.x"), "old");

        List<CaseOutcome> outcomes = BatchPrediction.of(segmenter, request(true, ProbabilityOutput.NONE))
                .run(cases("a", "b"), BatchListener.NONE);

        assertThat(outcomes).extracting(CaseOutcome::status).containsExactly(Status.SKIPPED, Status.WRITTEN);
        assertThat(folder.resolve("out/a.x")).hasContent("old");

        List<CaseOutcome> withProbabilities = BatchPrediction.of(segmenter, request(true, ProbabilityOutput.NPZ))
                .run(cases("a"), BatchListener.NONE);
        assertThat(withProbabilities).extracting(CaseOutcome::status).containsExactly(Status.WRITTEN);
        assertThat(folder.resolve("out/a.npz")).exists();
    }

    @Test
    void writesProbabilitiesAsImages() {
        BatchPrediction.of(segmenter, request(false, ProbabilityOutput.IMAGES)).run(cases("a"), BatchListener.NONE);

        assertThat(folder.resolve("out/a_probability_0.x")).exists();
        assertThat(folder.resolve("out/a_probability_1.x")).exists();
        assertThat(folder.resolve("out/a.x")).exists();
    }

    @Test
    void saysThatPreviousLabelsAreMissing() {
        BatchRequest request = new BatchRequest(
                new NamedReader(),
                folder.resolve("out"),
                ".x",
                Optional.of(folder.resolve("lowres")),
                false,
                ProbabilityOutput.NONE);

        List<CaseOutcome> outcomes = BatchPrediction.of(segmenter, request).run(cases("a"), BatchListener.NONE);

        assertThat(outcomes.get(0).problem().orElseThrow()).contains("a.x").contains("no such file");
    }

    @Test
    void stopsWhenTheThreadIsInterrupted() {
        BatchListener listener = new BatchListener() {
            @Override
            public void started(String id, int index, int total) {
                if (id.equals("b")) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        assertThatThrownBy(() -> BatchPrediction.of(segmenter, request(false, ProbabilityOutput.NONE))
                        .run(cases("a", "b", "c"), listener))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("out/b.x")).doesNotExist();
        assertThat(folder.resolve("out/c.x")).doesNotExist();
    }

    @Test
    void nothingToDoIsFine() {
        assertThat(BatchPrediction.of(segmenter, request(true, ProbabilityOutput.NONE))
                        .run(List.of(), BatchListener.NONE))
                .isEmpty();
    }
}
