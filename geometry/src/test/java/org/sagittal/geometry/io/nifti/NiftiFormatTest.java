package org.sagittal.geometry.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormatContract;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NiftiFormatTest extends VolumeFormatContract {
    @Override
    protected VolumeFormat format() {
        return new NiftiFormat();
    }

    @Override
    protected Stream<String> writtenEndings() {
        return Stream.of(".nii.gz", ".nii", ".hdr", ".HDR", ".img.gz");
    }

    private byte[] header(int x, int y, int z, int datatype) {
        ByteBuffer out = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, 348).putShort(40, (short) 3);
        out.putShort(42, (short) x).putShort(44, (short) y).putShort(46, (short) z);
        out.putShort(70, (short) datatype)
                .putFloat(108, 352)
                .putFloat(80, 1)
                .putFloat(84, 1)
                .putFloat(88, 1);
        out.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
        return out.array();
    }

    @Test
    void aHeaderThatClaimsMoreThanTheFileHoldsTakesNoMemory() throws IOException {
        Path file = folder.resolve("big.nii");
        Files.write(file, header(32767, 32767, 32767, 64));
        assertThatThrownBy(() -> format().read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("its header asks for 281")
                .hasMessageContaining("but the file holds 352");
    }

    @Test
    void aBombIsRefusedBeforeMemoryIsTakenForItsSlice() throws IOException {
        Path file = folder.resolve("bomb.nii.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(header(32767, 16000, 1, 2));
            out.write(new byte[200_000_000]);
        }
        assertThatThrownBy(() -> format().read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("bomb.nii.gz");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
        assertThatThrownBy(() -> format().read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("the file ends too early");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 7, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
        assertThatThrownBy(() -> format().read(file)).hasMessageContaining("the compressed data is damaged");
    }

    @Test
    void oddHeadersAreOneSentence() throws IOException {
        Path file = folder.resolve("odd.nii");
        Files.write(file, header(4, -3, 2, 2));
        assertThatThrownBy(() -> format().readHeader(file)).hasMessageContaining("has an extent of -3 along axis 2");
        Files.write(file, header(4, 3, 2, 1));
        assertThatThrownBy(() -> format().readHeader(file)).hasMessageContaining("stores voxels as data type 1");
        byte[] axes = header(4, 3, 2, 2);
        axes[40] = 9;
        Files.write(file, axes);
        assertThatThrownBy(() -> format().readHeader(file)).hasMessageContaining("has 9 axes");
        Path alone = Files.write(folder.resolve("alone.hdr"), pair());
        assertThatThrownBy(() -> format().readHeader(alone))
                .hasMessage("%s: has its voxels in %s, and there is no such file", alone, folder.resolve("alone.img"));
        assertThatThrownBy(() -> format().read(alone)).hasMessageContaining("has its voxels in");
        Path image = Files.write(folder.resolve("image.img"), new byte[24]);
        assertThatThrownBy(() -> format().readHeader(image))
                .hasMessage("%s: has its header in %s, and there is no such file", image, folder.resolve("image.hdr"));
        assertThatThrownBy(() -> VolumeFormats.of(folder)).hasMessageContaining("is a folder");
    }

    private byte[] pair() {
        byte[] header = header(4, 3, 2, 2);
        header[345] = 'i';
        return header;
    }

    @Test
    void aPairIsReadFromEitherOfItsFiles() {
        Path file = folder.resolve("pair.hdr");
        format().writeLabels(file, new LabelVolume(GRID, labels(7)), 3);
        assertThat(folder.resolve("pair.img")).hasSize(24);
        assertThat(format().readLabels(folder.resolve("pair.img")).voxels().at(0, 0, 0))
                .isEqualTo((short) 7);
        assertThat(VolumeFormats.of(folder.resolve("pair.img"))).isInstanceOf(NiftiFormat.class);
    }

    @Test
    void extentsBeyond32767BecomeNifti2() {
        Path file = folder.resolve("long.nii.gz");
        VoxelGrid grid =
                VoxelGrid.of(new Shape(1, 2, 40_000), new Spacing(3, 2, 1.5), new Vec3(1, 2, 3), GRID.direction());
        short[] slice = new short[80_000];
        slice[79_999] = 9;
        format().writeLabels(file, new LabelVolume(grid, LabelVoxels.of(grid.shape(), new short[][] {slice})), 3);
        VolumeHeader header = format().readHeader(file);
        assertThat(header.format()).isEqualTo("nifti2");
        assertThat(header.grid().shape()).isEqualTo(grid.shape());
        assertThat(header.grid().direction()).containsExactly(GRID.direction(), within(1e-12));
        assertThat(format().readLabels(file).voxels().at(0, 1, 39_999)).isEqualTo((short) 9);
    }

    @Test
    void obliqueAxesAreKeptInTheRowsAloneAsItkWouldTurnThem() {
        Path file = folder.resolve("oblique.nii");
        double[] sheared = {1, 0.6, 0, 0, 0.8, 0, 0, 0, 1};
        VoxelGrid grid = VoxelGrid.of(new Shape(2, 3, 4), new Spacing(3, 2, 1.5), Vec3.ZERO, sheared);
        format().writeLabels(file, new LabelVolume(grid, labels(1)), 3);
        NiftiFormat nifti = new NiftiFormat();
        assertThat(nifti.readableByItk(file)).isFalse();
        assertThat(nifti.readHeader(file).grid().direction()).containsExactly(sheared, within(1e-7));
        // RAS: x and y change sign; columns are direction times distance.
        assertThat(nifti.nibabelGeometry(file).affine())
                .containsExactly(new double[] {-1.5, -1.2, 0, 0, 0, -1.6, 0, 0, 0, 0, 3, 0}, within(1e-6));
    }

    @Test
    void theQuaternionOfEveryTurnSaysWhatTheRowsSay() {
        double[][] turns = {
            {1, 0, 0, 0, 1, 0, 0, 0, 1}, {-1, 0, 0, 0, -1, 0, 0, 0, 1}, {1, 0, 0, 0, -1, 0, 0, 0, -1},
            {-1, 0, 0, 0, 1, 0, 0, 0, -1}, {0, 0, 1, 1, 0, 0, 0, 1, 0}, {0, 1, 0, 1, 0, 0, 0, 0, 1},
            {0.36, 0.48, -0.8, -0.8, 0.6, 0, 0.48, 0.64, 0.6}, {-1, 0, 0, 0, -1, 0, 0, 0, -1}
        };
        for (double[] turn : turns) {
            Path file = folder.resolve("turn.nii");
            VoxelGrid grid = VoxelGrid.of(new Shape(2, 3, 4), new Spacing(3, 2, 1.5), new Vec3(1, 2, 3), turn);
            format().writeLabels(file, new LabelVolume(grid, labels(1)), 3);
            forget(file, 254);
            assertThat(format().readHeader(file).grid().direction()).containsExactly(turn, within(1e-6));
        }
    }

    /** Clears sform_code, so that only the quaternion is left. */
    private static void forget(Path file, int at) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[at] = 0;
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void thePackedImageThatIsAskedForIsReadAlsoWhereAnotherLiesBesideIt() throws IOException {
        format().writeLabels(folder.resolve("a.hdr"), new LabelVolume(GRID, labels(1)), 3);
        format().writeLabels(folder.resolve("b.hdr.gz"), new LabelVolume(GRID, labels(2)), 3);
        Path packed = Files.move(folder.resolve("b.img.gz"), folder.resolve("a.img.gz"));
        assertThat(format().readLabels(packed).voxels().at(0, 0, 0)).isEqualTo((short) 2);
        for (String name : new String[] {"a.img", "a.hdr"}) {
            assertThat(format().readLabels(folder.resolve(name)).voxels().at(0, 0, 0))
                    .isEqualTo((short) 1);
        }
    }

    /** As nibabel 5.4.2 and SimpleITK 2.5.7 read these headers: what they take for noise in a turn by 180 degrees differs. */
    @Test
    void aTurnByNearly180DegreesIsWhatEachReaderTakesItFor() throws IOException {
        NiftiFormat nifti = new NiftiFormat();
        Path file = folder.resolve("turn1.nii");
        ByteBuffer one =
                ByteBuffer.wrap(Arrays.copyOf(header(4, 3, 2, 2), 352 + 24)).order(ByteOrder.LITTLE_ENDIAN);
        float b1 = Math.nextDown(Math.nextDown(1f));
        one.putFloat(76, 1).putShort(252, (short) 1).putFloat(256, b1);
        Files.write(file, one.array());
        double sine = 2 * Math.sqrt(1 - (double) b1 * b1) * b1;
        assertThat(sine).isCloseTo(9.77e-4, within(1e-6));
        assertThat(nifti.nibabelGeometry(file).affine())
                .containsExactly(new double[] {1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0}, within(1e-9));
        assertThat(nifti.readHeader(file).grid().direction()[7]).isCloseTo(sine, within(1e-9));

        file = folder.resolve("turn2.nii");
        ByteBuffer two = ByteBuffer.allocate(544 + 24).order(ByteOrder.LITTLE_ENDIAN);
        two.putInt(0, 540).put(4, "n+2".getBytes(StandardCharsets.US_ASCII)).putShort(12, (short) 2);
        double b2 = 1 - 1e-8;
        two.putLong(16, 3).putLong(24, 4).putLong(32, 3).putLong(40, 2).putLong(168, 544);
        two.putDouble(104, 1).putDouble(112, 1).putDouble(120, 1).putDouble(128, 1);
        two.putInt(344, 1).putDouble(352, b2);
        Files.write(file, two.array());
        sine = 2 * Math.sqrt(1 - b2 * b2) * b2;
        assertThat(sine).isCloseTo(2.83e-4, within(1e-6));
        double cosine = 1 - 2 * b2 * b2;
        assertThat(nifti.nibabelGeometry(file).affine())
                .containsExactly(new double[] {1, 0, 0, 0, 0, cosine, -sine, 0, 0, sine, cosine, 0}, within(1e-12));
    }
}
