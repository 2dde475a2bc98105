package org.sagittal.preprocessing.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.Preprocessor;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.Placement;

class CaseStoreBuilderTest {
    private static final Shape SHAPE = new Shape(5, 6, 7);

    @TempDir
    private Path folder;

    private Path store;
    private final AtomicInteger reads = new AtomicInteger();

    /** Makes up an image of two channels from the number in the file's name; "bad" files cannot be read. */
    private final ImageReader reader = new ImageReader() {
        @Override
        public CaseImages readImages(List<Path> files) {
            reads.incrementAndGet();
            String name = files.get(0).getFileName().toString();
            if (name.startsWith("bad")) {
                throw new IllegalArgumentException(name + " is no image");
            }
            int seed = Integer.parseInt(name.substring(4, 5));
            return new CaseImages(List.of(image(seed), image(seed + 1)), new Spacing(2, 1, 1.5), new Placement.Flat());
        }

        @Override
        public LabelVoxels readLabel(Path file) {
            short[][] slices = new short[SHAPE.z()][SHAPE.sliceVoxels()];
            slices[2][10] = 1;
            slices[3][11] = 2;
            slices[3][12] = 2;
            return LabelVoxels.of(SHAPE, slices);
        }

        @Override
        public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
            throw new UnsupportedOperationException("only read");
        }

        @Override
        public String nnunetName() {
            return "made up";
        }
    };

    private static FloatVoxels image(int seed) {
        float[][] slices = new float[SHAPE.z()][SHAPE.sliceVoxels()];
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < SHAPE.sliceVoxels(); i++) {
                slices[z][i] = 1 + (z * 31 + i * seed) % 17;
            }
        }
        return FloatVoxels.of(SHAPE, slices);
    }

    @BeforeEach
    void namesTheStore() {
        store = folder.resolve("store");
    }

    private RawCase raw(String id) throws IOException {
        Path image = folder.resolve(id + ".img");
        Path label = folder.resolve(id + ".label");
        if (!Files.exists(image)) {
            Files.writeString(image, id);
            Files.writeString(label, id);
        }
        return new RawCase(id, List.of(image), Optional.of(label));
    }

    private CaseStoreBuilder builder() {
        return new CaseStoreBuilder(StoreFixtures.SPEC, StoreFixtures.labels(), reader);
    }

    @Test
    void makesEveryCaseAndKeepsFinishedOnes() throws IOException {
        List<RawCase> cases = List.of(raw("case1"), raw("case2"), raw("case3"));
        List<Integer> done = new ArrayList<>();
        CaseProgress progress = (id, finished, total) -> {
            synchronized (done) {
                done.add(finished);
            }
        };

        BuildReport first = builder().build(cases, store, new BuildOptions(2, progress, Map.of()));
        BuildReport second = builder().build(cases, store, BuildOptions.quiet(1));

        assertThat(first.built()).containsExactly("case1", "case2", "case3");
        assertThat(first.failures()).isEmpty();
        assertThat(done).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(second.built()).isEmpty();
        assertThat(second.kept()).containsExactly("case1", "case2", "case3");
        assertThat(reads).hasValue(3);
        assertThat(CaseStore.open(store).ids()).containsExactly("case1", "case2", "case3");
    }

    @Test
    void holdsWhatThePreprocessorMakes() throws IOException {
        builder().build(List.of(raw("case4")), store, BuildOptions.quiet(1));

        PreprocessedCase stored = CaseStore.open(store).read("case4").load();

        PreprocessedCase expected = new Preprocessor(StoreFixtures.SPEC, StoreFixtures.labels())
                .preprocess(reader.readImages(List.of(Path.of("case4"))), Optional.of(reader.readLabel(store)));
        assertThat(stored.restoration()).isEqualTo(expected.restoration());
        for (int z = 0; z < expected.shape().z(); z++) {
            assertThat(stored.data().get(1).slice(z))
                    .isEqualTo(expected.data().get(1).slice(z));
            assertThat(stored.seg().slice(z)).isEqualTo(expected.seg().slice(z));
        }
        assertThat(stored.locations().rows(1)).isEqualTo(expected.locations().rows(1));
    }

    @Test
    void namesABadCaseAndGoesOn() throws IOException {
        BuildReport report = builder().build(List.of(raw("bad"), raw("case5")), store, BuildOptions.quiet(1));

        assertThat(report.built()).containsExactly("case5");
        assertThat(report.failures()).containsOnlyKeys("bad");
        assertThat(report.failures().get("bad")).contains("bad.img is no image");
        assertThat(CaseStore.open(store).ids()).containsExactly("case5");
    }

    @Test
    void namesAMissingFile() throws IOException {
        RawCase gone = new RawCase("case6", List.of(folder.resolve("nowhere.img")), Optional.empty());

        BuildReport report = builder().build(List.of(gone), store, BuildOptions.quiet(1));

        assertThat(report.failures().get("case6")).contains("nowhere.img").contains("missing");
    }

    @Test
    void makesACaseAgainWhenItsInputsOrItsFileChanged() throws IOException {
        List<RawCase> cases = List.of(raw("case7"), raw("case8"));
        builder().build(cases, store, BuildOptions.quiet(1));
        Files.setLastModifiedTime(folder.resolve("case7.label"), FileTime.fromMillis(1_000_000));
        assertThat(builder().build(cases, store, BuildOptions.quiet(1)).built()).containsExactly("case7");

        Files.write(store.resolve("case8.case"), new byte[100]);
        assertThat(builder().build(cases, store, BuildOptions.quiet(1)).built()).containsExactly("case8");
    }

    @Test
    void stopsWhenToldAndGoesOnLater() throws IOException {
        List<RawCase> cases = List.of(raw("case1"), raw("case2"), raw("case3"));
        AtomicInteger finished = new AtomicInteger();
        CaseProgress afterOne = new CaseProgress() {
            @Override
            public void finished(String id, int done, int total) {
                finished.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return finished.get() > 0;
            }
        };

        assertThat(builder()
                        .build(cases, store, new BuildOptions(1, afterOne, Map.of()))
                        .built())
                .hasSize(1);
        BuildReport rest = builder().build(cases, store, BuildOptions.quiet(1));
        assertThat(rest.built()).hasSize(2);
        assertThat(rest.kept()).hasSize(1);
    }

    @Test
    void addsLabelsOfAPreviousStage() throws IOException {
        RawCase raw = raw("case9");

        builder()
                .build(
                        List.of(raw),
                        store,
                        new BuildOptions(
                                1,
                                CaseProgress.SILENT,
                                Map.of("case9", raw.label().get())));

        PreprocessedCase stored = CaseStore.open(store).read("case9").load();
        assertThat(stored.previousStage()).isPresent();
        assertThat(stored.previousStage().get().slice(1)).isEqualTo(stored.seg().slice(1));
    }

    @Test
    void exportsForOtherLanguages() throws IOException {
        RawCase raw = raw("case2");
        builder()
                .build(
                        List.of(raw),
                        store,
                        new BuildOptions(
                                1,
                                CaseProgress.SILENT,
                                Map.of("case2", raw.label().get())));
        StoredCase stored = CaseStore.open(store).read("case2");
        Path out = folder.resolve("export");

        CaseExport.write(stored, out);

        NpyArray data = NpyFormat.read(out.resolve("data.npy"));
        Shape s = stored.shape();
        assertThat(data.shape()).containsExactly(2, s.z(), s.y(), s.x());
        assertThat(data.floatVoxels(1).slice(2))
                .isEqualTo(stored.load().data().get(1).slice(2));
        NpyArray seg = NpyFormat.read(out.resolve("seg.npy"));
        assertThat(seg.type()).isEqualTo(NpyArray.Type.INT16);
        assertThat(seg.shape()).containsExactly(1, s.z(), s.y(), s.x());
        assertThat(seg.labelVoxels(0).slice(1)).isEqualTo(stored.load().seg().slice(1));
        assertThat(NpyFormat.read(out.resolve("previous_stage.npy")).longs()).isEqualTo(seg.longs());
        JsonNode properties =
                new ObjectMapper().readTree(out.resolve("properties.json").toFile());
        assertThat(properties.get("spacing").toString()).isEqualTo("[2.0,1.0,1.5]");
        assertThat(properties.get("shape_before_cropping").toString()).isEqualTo("[7,5,6]");
        assertThat(properties.get("bbox_used_for_cropping").toString()).isEqualTo("[[0,7],[0,5],[0,6]]");
        assertThat(properties.get("shape_after_cropping_and_before_resampling").toString())
                .isEqualTo("[7,5,6]");
        assertThat(properties.get("class_locations").get("2").get(0).size()).isEqualTo(4);
    }
}
