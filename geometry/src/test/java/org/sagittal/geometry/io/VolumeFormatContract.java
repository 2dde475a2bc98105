package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** What every {@link VolumeFormat} promises. A format's test extends this and names the endings it writes. */
public abstract class VolumeFormatContract {
    /** (z, y, x) = (2, 3, 4), spacing (3, 2, 1.5), turned by 90 degrees about z and mirrored: nothing is symmetric. */
    protected static final VoxelGrid GRID =
            VoxelGrid.of(new Shape(2, 3, 4), new Spacing(3, 2, 1.5), new Vec3(-10.5, 20.25, 30), new double[] {
                0, -1, 0, 1, 0, 0, 0, 0, -1
            });

    private static final double[] ALONG = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    /** Rows of a rotation whose entries are not those of its transpose. */
    private static final double[] OBLIQUE = {0.36, -0.8, 0.48, 0.48, 0.6, 0.64, -0.8, 0, 0.6};

    @TempDir
    protected Path folder;

    protected abstract VolumeFormat format();

    protected abstract Stream<String> writtenEndings();

    /** Types that the format stores; others are refused with a sentence. */
    protected Set<SampleType> storedTypes() {
        return EnumSet.allOf(SampleType.class);
    }

    /** Whether axes may point anywhere; if not, only along the world's. */
    protected boolean turns() {
        return true;
    }

    /** Whether an image of two dimensions is something else than one slice. */
    protected boolean knowsFlatImages() {
        return true;
    }

    /** Whether components of one voxel are told from times. */
    protected boolean knowsComponents() {
        return true;
    }

    protected VoxelGrid grid() {
        return turns() ? GRID : VoxelGrid.of(GRID.shape(), GRID.spacing(), GRID.originMm(), ALONG);
    }

    private Path file() {
        return folder.resolve(files().findFirst().orElseThrow());
    }

    protected Stream<Path> files() {
        return writtenEndings().map(ending -> Path.of("volume" + ending));
    }

    protected static LabelVoxels labels(int... values) {
        short[][] slices = new short[2][12];
        for (int i = 0; i < values.length; i++) {
            slices[i / 12][i % 12] = (short) values[i];
        }
        return LabelVoxels.of(GRID.shape(), slices);
    }

    private void assertGrid(VoxelGrid actual) {
        assertThat(actual.shape()).isEqualTo(GRID.shape());
        assertThat(actual.spacing()).isEqualTo(GRID.spacing());
        assertThat(actual.originMm()).isEqualTo(GRID.originMm());
        assertThat(actual.direction()).containsExactly(grid().direction(), within(1e-7));
    }

    @Test
    void labelsComeBackOnTheirGridWhateverTheEnding() {
        for (Path name : files().toList()) {
            Path file = folder.resolve(name);
            format().writeLabels(file, new LabelVolume(grid(), labels(0, 1, 2, 0, 5, 0, 0, 0, 0, 0, 0, 0, 254, 3)), 3);

            LabelVolume back = format().readLabels(file);

            assertGrid(back.grid());
            assertThat(back.voxels().slice(0)).containsExactly(0, 1, 2, 0, 5, 0, 0, 0, 0, 0, 0, 0);
            assertThat(back.voxels().at(1, 0, 0)).isEqualTo((short) 254);
            assertThat(format().readHeader(file).type()).isEqualTo(SampleType.UINT8);
            assertThat(format().readHeader(file).dimensions()).isEqualTo(3);
            assertThat(VolumeFormats.of(file)).isInstanceOf(format().getClass());
            assertThat(VolumeFormats.byEnding(file)).containsInstanceOf(format().getClass());
        }
    }

    @Test
    void theTypeOfLabelsGrowsWithThem() {
        Path file = file();
        format().writeLabels(file, new LabelVolume(grid(), labels(255)), 3);
        assertThat(format().readHeader(file).type()).isEqualTo(SampleType.UINT16);
        format().writeLabels(file, new LabelVolume(grid(), labels(32767, -1)), 3);
        assertThat(format().readHeader(file).type()).isEqualTo(SampleType.INT16);
        assertThat(format().readLabels(file).voxels().at(0, 0, 1)).isEqualTo((short) -1);
    }

    @Test
    void channelsStayApart() {
        Path file = file();
        FloatVoxels first = floats(1.5f, -2);
        FloatVoxels second = floats(3, Float.MIN_VALUE);
        VolumeHeader header = VolumeHeader.forWriting(SampleType.FLOAT32, grid(), 3, 2);
        format().writeIntensities(file, header, List.of(first, second));

        StoredVolume back = format().read(file);

        assertThat(back.header().channels()).isEqualTo(2);
        assertThat(back.header().dimensions()).isEqualTo(4);
        assertGrid(back.header().grid());
        assertThat(back.channels().get(0).slice(0)).startsWith(1.5f, -2);
        assertThat(back.channels().get(1).slice(0)).startsWith(3, Float.MIN_VALUE);
        assertThatThrownBy(() -> format().readLabels(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("holds 2 numbers a voxel");
    }

    protected static FloatVoxels floats(float... values) {
        float[][] slices = new float[2][12];
        System.arraycopy(values, 0, slices[0], 0, values.length);
        return FloatVoxels.of(GRID.shape(), slices);
    }

    @ParameterizedTest
    @EnumSource(SampleType.class)
    void everyTypeKeepsItsValues(SampleType type) {
        Path file = file();
        if (!storedTypes().contains(type)) {
            assertThatThrownBy(
                            () -> format().write(file, VolumeHeader.forWriting(type, grid(), 3, 1), (c, z, into) -> {}))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("not " + type.numpyName());
            return;
        }
        double[] values = type == SampleType.FLOAT64
                ? new double[] {0.1, -1e300, 3}
                : type.floating() ? new double[] {0.5, -3, 1e30f} : new double[] {0, 100, 127};
        format().write(file, VolumeHeader.forWriting(type, grid(), 3, 1), (c, z, into) -> {
            Arrays.fill(into, 0);
            System.arraycopy(values, 0, into, 0, 3);
        });
        assertThat(format().readHeader(file).type()).isEqualTo(type);
        format().scan(file, (c, z, slice) -> assertThat(slice).startsWith(values));
    }

    @Test
    void anImageOfTwoDimensionsStaysOne() {
        Path file = file();
        VoxelGrid flat = VoxelGrid.of(
                new Shape(1, 3, 4),
                new Spacing(1, 2, 1.5),
                new Vec3(5, 6, 0),
                turns() ? new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1} : ALONG);
        format().writeLabels(file, new LabelVolume(flat, LabelVoxels.of(flat.shape(), new short[1][12])), 2);
        VolumeHeader header = format().readHeader(file);
        assertThat(header.dimensions()).isEqualTo(knowsFlatImages() ? 2 : 3);
        assertThat(header.grid().spacing()).isEqualTo(flat.spacing());
        assertThat(header.grid().originMm()).isEqualTo(flat.originMm());
        assertThat(header.grid().direction()).containsExactly(flat.direction(), within(1e-7));
    }

    @Test
    void axesOfOneVoxelStayAxes() {
        for (Shape shape : List.of(new Shape(1, 3, 4), new Shape(2, 1, 4), new Shape(2, 3, 1), new Shape(1, 1, 1))) {
            VoxelGrid thin = VoxelGrid.of(shape, GRID.spacing(), GRID.originMm(), grid().direction());
            format().writeLabels(
                            file(),
                            new LabelVolume(thin, LabelVoxels.of(shape, new short[shape.z()][shape.sliceVoxels()])),
                            3);
            VolumeHeader back = format().readHeader(file());
            assertThat(back.grid().shape()).isEqualTo(shape);
            assertThat(back.grid().originMm()).isEqualTo(GRID.originMm());
            assertThat(back.dimensions()).isEqualTo(3);
        }
    }

    @Test
    void obliqueAxesAreKept() {
        VoxelGrid turned = VoxelGrid.of(GRID.shape(), GRID.spacing(), GRID.originMm(), OBLIQUE);
        LabelVolume labels = new LabelVolume(turned, labels(1, 2));
        if (!turns()) {
            assertThatThrownBy(() -> format().writeLabels(file(), labels, 3))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("turned");
            return;
        }
        format().writeLabels(file(), labels, 3);
        VoxelGrid back = format().readHeader(file()).grid();
        assertThat(back.direction()).containsExactly(OBLIQUE, within(1e-6));
        assertThat(back.spacing().toArrayMm()).containsExactly(GRID.spacing().toArrayMm(), within(1e-12));
        assertThat(back.originMm().x()).isCloseTo(-10.5, within(1e-5));
        assertThat(back.originMm().y()).isCloseTo(20.25, within(1e-5));
        assertThat(back.originMm().z()).isCloseTo(30, within(1e-5));
    }

    @Test
    void componentsOfAVoxelAreNoTimes() {
        if (!knowsComponents()) {
            return;
        }
        VolumeHeader header = new VolumeHeader("", SampleType.FLOAT32, VolumeHeader.Voxel.VECTOR, grid(), 3, 3);
        for (Path name : files().toList()) {
            Path file = folder.resolve(name);
            format().write(file, header, (c, z, into) -> {
                for (int i = 0; i < into.length; i++) {
                    into[i] = 100 * c + 12 * z + i;
                }
            });
            StoredVolume back = format().read(file);
            assertThat(back.header().voxel()).isEqualTo(VolumeHeader.Voxel.VECTOR);
            assertThat(back.header().channels()).isEqualTo(3);
            assertGrid(back.header().grid());
            assertThat(back.channels().get(2).at(1, 2, 3)).isEqualTo(223);
            assertThat(back.channels().get(1).at(0, 0, 1)).isEqualTo(101);
        }
    }

    @Test
    void aSourceThatFailsLeavesNothingBehind() throws IOException {
        for (Path name : files().toList()) {
            assertThatThrownBy(() -> format().write(
                                    folder.resolve("below").resolve(name),
                                    VolumeHeader.forWriting(SampleType.UINT8, grid(), 3, 1),
                                    (c, z, into) -> {
                                        if (z == 1) {
                                            throw new IllegalStateException("no more slices");
                                        }
                                    }))
                    .isInstanceOf(IllegalStateException.class);
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void aFolderThatIsNoneIsOneSentence() throws IOException {
        Path blocker = Files.createFile(folder.resolve("blocker"));
        for (Path name : files().toList()) {
            assertThatThrownBy(() -> format().writeLabels(blocker.resolve(name), new LabelVolume(grid(), labels(1)), 3))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("cannot be written: ");
        }
    }

    @Test
    void fractionsAreNoLabelsAndTheMessageSaysWhere() {
        Path file = file();
        VolumeHeader header = VolumeHeader.forWriting(SampleType.FLOAT32, grid(), 3, 1);
        format().writeIntensities(file, header, List.of(floats(0, 1, 2, 3, 4, 0.5f)));
        assertThatThrownBy(() -> format().readLabels(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("voxel (z, y, x) = (0, 1, 1) is 0.5");
        format().writeIntensities(file, header, List.of(floats(0, 1, 2, 3, 4, 40)));
        assertThat(format().readLabels(file).voxels().at(0, 1, 1)).isEqualTo((short) 40);
        format().writeIntensities(file, header, List.of(floats(Float.NaN)));
        assertThatThrownBy(() -> format().readLabels(file)).hasMessageContaining("is NaN");
        format().writeIntensities(file, header, List.of(floats(40000)));
        assertThatThrownBy(() -> format().readLabels(file)).hasMessageContaining("is 40000.0");
    }

    @Test
    void statisticsAreThoseOfAllVoxels() {
        Path file = file();
        VolumeHeader header = VolumeHeader.forWriting(SampleType.FLOAT32, grid(), 3, 1);
        format().writeIntensities(file, header, List.of(floats(24, -24)));
        ValueStatistics values = format().statistics(file);
        assertThat(values.min()).isEqualTo(-24);
        assertThat(values.max()).isEqualTo(24);
        assertThat(values.mean()).isZero();
        assertThat(values.std()).isCloseTo(Math.sqrt(48), within(1e-12)); // 2 * 24^2 / 24
    }

    @Test
    void valuesThatAreNotFiniteAreCounted() {
        Path file = file();
        VolumeHeader header = VolumeHeader.forWriting(SampleType.FLOAT32, grid(), 3, 2);
        FloatVoxels plain = floats(24, -24);
        FloatVoxels odd = floats(Float.NaN, Float.POSITIVE_INFINITY, 24, Float.NEGATIVE_INFINITY, -24);
        format().writeIntensities(file, header, List.of(plain, plain));
        assertThat(format().summary(file).notFinite()).isZero();
        assertThat(format().summary(file).finite())
                .isEqualTo(format().summary(file).all());

        format().writeIntensities(file, header, List.of(plain, odd));
        ValueSummary summary = format().summary(file);

        assertThat(summary.notFinite()).isEqualTo(3);
        assertThat(summary.all().mean()).isNaN();
        assertThat(summary.finite().min()).isEqualTo(-24);
        assertThat(summary.finite().max()).isEqualTo(24);
        assertThat(summary.finite().mean()).isZero();
        assertThat(summary.finite().std()).isCloseTo(Math.sqrt(4 * 576 / 45.0), within(1e-12));
    }

    @Test
    void aValueThatDoesNotFitLeavesTheOldFileAlone() throws IOException {
        Path file = file();
        format().writeLabels(file, new LabelVolume(grid(), labels(1)), 3);
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> format().write(
                                file,
                                VolumeHeader.forWriting(SampleType.UINT8, grid(), 3, 1),
                                (c, z, into) -> Arrays.fill(into, 256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uint8");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(p -> p.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void aVolumeBeyondTheCeilingIsRefusedBeforeMemoryIsTaken() {
        Path file = file();
        format().writeLabels(file, new LabelVolume(grid(), labels(1)), 3);
        long usual = VolumeLimits.limitTo(12 * Double.BYTES); // one slice, not two
        try {
            assertThat(format().statistics(file).max()).isEqualTo(1);
            assertThat(format().readLabels(file).voxels().at(0, 0, 0)).isEqualTo((short) 1);
            VolumeLimits.limitTo(2 * 12 * 2 - 1);
            assertThatThrownBy(() -> format().readLabels(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("the ceiling is");
            assertThatThrownBy(() -> format().read(file)).hasMessageContaining("the ceiling is");
            assertThatThrownBy(() -> format().scan(file, (c, z, values) -> {})).hasMessageContaining("the ceiling is");
        } finally {
            VolumeLimits.limitTo(usual);
        }
    }

    @Test
    void theFormatIsKnownByName() {
        assertThat(VolumeFormats.all()).anySatisfy(known -> assertThat(known).isInstanceOf(format().getClass()));
        assertThat(VolumeFormats.all().stream().map(VolumeFormat::name))
                .doesNotHaveDuplicates()
                .contains(format().name());
        assertThat(VolumeFormats.forWriting(files().findFirst().orElseThrow())).isInstanceOf(format().getClass());
        assertThatThrownBy(() -> VolumeFormats.forWriting(Path.of("a.txt")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("its ending must be one of ");
        assertThat(format().recognisesFolder(folder)).isFalse();
    }

    @Test
    void whatIsNoFileOrNoVolumeIsOneSentence() throws IOException {
        Path none = file();
        for (Runnable call : List.<Runnable>of(
                () -> VolumeFormats.of(none), () -> format().readHeader(none), () -> format().read(none))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(none + ": ")
                    .hasMessageContaining("no such file");
        }
        Files.createFile(none);
        assertThatThrownBy(() -> VolumeFormats.of(none)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> format().readHeader(none)).isInstanceOf(FormatException.class);
        Files.writeString(none, "not a volume, only words");
        assertThatThrownBy(() -> VolumeFormats.of(none)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> format().readHeader(none)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileCutAnywhereIsRefused(Path name) throws IOException {
        Path file = folder.resolve(name);
        format().writeLabels(file, new LabelVolume(grid(), labels(1, 2, 3)), 3);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + length / 40) {
            Files.write(file, Arrays.copyOf(whole, length));
            // The end of the last line of a header that stands alone tells nothing.
            boolean told = length < whole.length - 1 || !name.toString().matches("(?i).*\\.(mhd|nhdr)");
            if (told) {
                assertThatThrownBy(() -> format().read(file))
                        .as("cut to " + length)
                        .isInstanceOf(FormatException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDamagedFileIsReadOrRefusedButNeverAnythingElse(Path name) throws IOException {
        Path file = folder.resolve(name);
        format().writeLabels(file, new LabelVolume(grid(), labels(1, 2, 3)), 3);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                VolumeFormats.of(file).read(file);
            } catch (FormatException e) {
                assertThat(e.getMessage())
                        .startsWith(folder.toString())
                        .hasSizeGreaterThan(folder.toString().length() + 10);
            }
        }
    }
}
