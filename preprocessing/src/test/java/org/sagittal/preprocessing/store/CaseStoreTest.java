package org.sagittal.preprocessing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FolderInUseException;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.PreprocessingSpec;

class CaseStoreTest {
    private static final Shape SHAPE = new Shape(19, 70, 131);

    @TempDir
    private Path folder;

    private StoredCase stored(boolean previousStage) {
        try (CaseStoreWriter writer = CaseStoreWriter.open(folder, StoreFixtures.SPEC, StoreFixtures.labels())) {
            writer.write("case_1", "inputs", StoreFixtures.numbered(SHAPE, previousStage));
        }
        return CaseStore.open(folder).read("case_1");
    }

    private static int index(int z, int y, int x) {
        return (z * SHAPE.y() + y) * SHAPE.x() + x;
    }

    @Test
    void givesBackEveryBoxOfEveryArray() {
        StoredCase stored = stored(true);
        for (Box box : List.of(
                Box.of(SHAPE),
                new Box(15, 31, 63, 18, 65, 129),
                new Box(0, 0, 0, 1, 1, 1),
                new Box(18, 69, 130, 19, 70, 131))) {
            int voxels = (int) box.shape().voxels();
            float[] data = new float[voxels];
            short[] seg = new short[voxels];
            short[] previous = new short[voxels];
            stored.readData(1, box, data);
            stored.readSeg(box, seg);
            stored.readPreviousStage(box, previous);
            int i = 0;
            for (int z = box.startZ(); z < box.endZ(); z++) {
                for (int y = box.startY(); y < box.endY(); y++) {
                    for (int x = box.startX(); x < box.endX(); x++, i++) {
                        int at = index(z, y, x);
                        if (data[i] != StoreFixtures.value(1, at)
                                || seg[i] != StoreFixtures.label(1, at)
                                || previous[i] != StoreFixtures.label(3, at)) {
                            throw new AssertionError("box " + box + " differs at " + z + ", " + y + ", " + x);
                        }
                    }
                }
            }
        }
    }

    @Test
    void givesBackTheWholeCase() {
        PreprocessedCase loaded = stored(false).load();

        PreprocessedCase original = StoreFixtures.numbered(SHAPE, false);
        assertThat(loaded.restoration()).isEqualTo(original.restoration());
        assertThat(loaded.previousStage()).isEmpty();
        assertThat(loaded.data()).hasSize(2);
        assertThat(loaded.data().get(0).slice(18))
                .isEqualTo(original.data().get(0).slice(18));
        assertThat(loaded.seg().slice(3)).isEqualTo(original.seg().slice(3));
        assertThat(loaded.locations().classes()).isEqualTo(original.locations().classes());
        assertThat(loaded.locations().count(0)).isEqualTo(2);
        assertThat(loaded.locations().rows(0)).containsExactly(0, 1, 2, 2, 1, 0);
        assertThat(loaded.locations().count(1)).isZero();
        assertThat(loaded.locations().annotatedVoxels(2)).isTrue();
    }

    @Test
    void aSectionLargerThanAWindowIsReadThroughSeveral() {
        stored(false);
        Path file = folder.resolve("case_1.case");
        CaseFileReader.open(file, (channel, footer) -> {
            CaseFooter.Section section = footer.sections().get(0);
            // Windows of 64 KiB; a chunk has at most 128 KiB.
            MappedSection windows = MappedSection.map(channel, section, 16, 1 << 17);
            footer.grid().visit(Box.of(SHAPE), (chunk, part) -> {
                int last = (int) chunk.shape().voxels() - 1;
                int at = index(chunk.endZ() - 1, chunk.endY() - 1, chunk.endX() - 1);
                assertThat(windows.floatsAt(footer.grid().offset(chunk)).get(last))
                        .isEqualTo(StoreFixtures.value(0, at));
            });
            assertThat(windows.intact()).isTrue();
            return section;
        });
    }

    @Test
    void manyThreadsMayRead() {
        StoredCase stored = stored(false);

        long wrong = IntStream.range(0, 500)
                .parallel()
                .filter(i -> {
                    int z = i % 18;
                    int y = i % 60;
                    int x = i % 120;
                    float[] data = new float[2 * 10 * 11];
                    stored.readData(0, new Box(z, y, x, z + 2, y + 10, x + 11), data);
                    return data[110 + 11 * 3 + 4] != StoreFixtures.value(0, index(z + 1, y + 3, x + 4));
                })
                .count();

        assertThat(wrong).isZero();
    }

    @Test
    void keepsACaseWithoutClasses() {
        PreprocessedCase made = StoreFixtures.numbered(new Shape(2, 3, 5), false);
        CaseStoreWriter.open(folder, StoreFixtures.SPEC, StoreFixtures.labels())
                .write(
                        "unlabelled",
                        "inputs",
                        new PreprocessedCase(
                                made.data(),
                                made.seg(),
                                made.previousStage(),
                                made.restoration(),
                                ClassLocations.NONE));

        StoredCase stored = CaseStore.open(folder).read("unlabelled");

        assertThat(stored.classLocations().classes()).isEmpty();
        assertThat(stored.load().data().get(1).slice(1))
                .isEqualTo(made.data().get(1).slice(1));
    }

    @Test
    void keepsTheRecipe() {
        stored(false);

        assertThat(CaseStore.open(folder).spec()).isEqualTo(StoreFixtures.SPEC);
        assertThat(CaseStore.open(folder).ids()).containsExactly("case_1");
    }

    @Test
    void refusesABoxOutsideTheCase() {
        StoredCase stored = stored(false);

        assertThatThrownBy(() -> stored.readSeg(new Box(0, 0, 0, 1, 71, 1), new short[100]))
                .hasMessageContaining("inside the case case_1")
                .hasMessageContaining("[0, 71) along axis 1");
        assertThatThrownBy(() -> stored.readData(0, Box.of(SHAPE), new float[3]))
                .hasMessageContaining("got 3");
        assertThatThrownBy(() -> stored.readPreviousStage(new Box(0, 0, 0, 1, 1, 1), new short[1]))
                .hasMessageContaining("without labels of a previous stage");
    }

    @Test
    void knowsWhichCasesAreFinished() {
        stored(false);
        CaseStoreWriter again = CaseStoreWriter.open(folder, StoreFixtures.SPEC, StoreFixtures.labels());

        assertThat(again.finished("case_1", "inputs")).isTrue();
        assertThat(again.finished("case_1", "changed inputs")).isFalse();
        assertThat(again.finished("case_2", "inputs")).isFalse();
    }

    @Test
    void anotherRecipeStartsTheStoreAnew() {
        stored(false);
        PreprocessingSpec spec = StoreFixtures.SPEC;
        PreprocessingSpec other = new PreprocessingSpec(
                3,
                spec.transposeForward(),
                List.of(3.0, 2.0, 1.5),
                spec.normalizations(),
                spec.data(),
                spec.seg(),
                spec.probabilities());

        CaseStoreWriter.open(folder, other, StoreFixtures.labels()).close();

        assertThat(CaseStore.open(folder).ids()).isEmpty();
        assertThat(CaseStore.open(folder).spec()).isEqualTo(other);
    }

    @Test
    void saysThatAFileIsCutShort() throws IOException {
        stored(false);
        Path file = folder.resolve("case_1.case");
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, 64, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            CaseStore store = CaseStore.open(folder);
            assertThatThrownBy(() -> store.read("case_1"))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("case_1.case")
                    .hasMessageContaining("cut short");
            assertThat(CaseStoreWriter.open(folder, StoreFixtures.SPEC, StoreFixtures.labels())
                            .finished("case_1", "inputs"))
                    .isFalse();
        }
    }

    @Test
    void saysThatAFileIsDamaged() throws IOException {
        stored(false);
        Path file = folder.resolve("case_1.case");
        byte[] bytes = Files.readAllBytes(file);

        damage(file, bytes, 1000);
        assertThatThrownBy(() -> CaseStore.open(folder).read("case_1").load())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("checksum of its section data");

        damage(file, bytes, bytes.length - 100);
        assertThatThrownBy(() -> CaseStore.open(folder).read("case_1"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("checksum of its footer");

        damage(file, bytes, 8);
        assertThatThrownBy(() -> CaseStore.open(folder).read("case_1"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("version");
    }

    private static void damage(Path file, byte[] whole, int at) throws IOException {
        byte[] bytes = whole.clone();
        bytes[at] ^= 0x55;
        Files.write(file, bytes);
    }

    @Test
    void onlyWhoeverHasTheStoreWritesAndClearsAwayWhatAKilledRunLeft() throws IOException {
        stored(false);
        Path part = Files.write(folder.resolve(".case_9.case.1f.part"), new byte[3]);
        try (CaseStoreWriter first = CaseStoreWriter.open(folder, StoreFixtures.SPEC, StoreFixtures.labels());
                CaseStoreWriter second = CaseStoreWriter.open(folder, StoreFixtures.SPEC, StoreFixtures.labels())) {
            assertThat(part).exists();
            first.claim();
            assertThat(part).doesNotExist();
            assertThat(second.finished("case_1", "inputs")).isTrue();
            assertThatThrownBy(second::claim).isInstanceOf(FolderInUseException.class);
            first.close();
            second.claim();
        }
        assertThat(CaseStore.open(folder).ids()).containsExactly("case_1");
    }

    @Test
    void aDescriptionThatCannotBeReadCostsNoCase() throws IOException {
        stored(false);
        Files.writeString(folder.resolve(CaseStore.DESCRIPTION), "{\"recipe_sha256\": ");
        try (CaseStoreWriter writer = CaseStoreWriter.open(folder, StoreFixtures.SPEC, StoreFixtures.labels())) {
            assertThat(writer.finished("case_1", "inputs")).isTrue();
        }
        assertThat(CaseStore.open(folder).ids()).containsExactly("case_1");
    }

    @Test
    void refusesIdsThatAreNoFileNames() {
        stored(false);

        for (String id : List.of("../case_1", "a/b", "a\\b", ".hidden", "")) {
            assertThatThrownBy(() -> CaseStore.open(folder).read(id)).hasMessageContaining("'" + id + "'");
        }
    }

    @Test
    void namesAMissingCaseAndAFolderThatIsNoStore() {
        stored(false);

        assertThatThrownBy(() -> CaseStore.open(folder).read("case_2")).hasMessageContaining("no such case");
        assertThatThrownBy(() -> CaseStore.open(folder.resolve("nowhere"))).hasMessageContaining("no case store");
    }
}
