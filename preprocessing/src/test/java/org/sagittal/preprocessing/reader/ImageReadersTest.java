package org.sagittal.preprocessing.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.image2d.Pictures;

class ImageReadersTest {
    private static final double[] TURNED = {0, -1, 0, 1, 0, 0, 0, 0, -1};

    @TempDir
    Path folder;

    private Path nifti(String name, Shape shape, Spacing spacing, int dimensions, int channels) {
        Path file = folder.resolve(name);
        VoxelGrid grid = VoxelGrid.of(
                shape,
                spacing,
                new Vec3(1, 2, dimensions == 2 ? 0 : 3),
                dimensions == 2 ? new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1} : TURNED);
        new NiftiFormat()
                .write(file, VolumeHeader.forWriting(SampleType.INT16, grid, dimensions, channels), (c, z, into) -> {
                    for (int i = 0; i < into.length; i++) {
                        into[i] = 100 * c + 10 * z + i;
                    }
                });
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        ".png, true, NaturalImage2DIO",
        ".bmp, true, NaturalImage2DIO",
        ".tif, true, NaturalImage2DIO",
        ".tif, false, Tiff3DIO",
        ".tiff, true, Tiff3DIO",
        ".nii.gz, true, SimpleITKIO",
        ".NII.GZ, false, SimpleITKIO",
        ".nii, false, NibabelIO",
        ".nrrd, false, SimpleITKIO",
        ".mha, false, SimpleITKIO",
        ".gipl, false, SimpleITKIO"
    })
    void theEndingNamesTheReader(String ending, boolean flat, String name) {
        assertThat(ImageReaders.byEnding(ending, flat).nnunetName()).isEqualTo(name);
        assertThat(ImageReaders.byName(name).nnunetName()).isEqualTo(name);
    }

    @Test
    void picturesAreReadByTwoWhateverStandsAroundThem() {
        assertThat(ImageReaders.names().stream()
                        .map(ImageReaders::byName)
                        .filter(ImageReaders::readsPictures)
                        .map(ImageReader::nnunetName))
                .containsExactly("NaturalImage2DIO", "Tiff3DIO");
        ImageReader around = FiniteReader.replacing(ImageReaders.byName("Tiff3DIO"), 0);
        assertThat(ImageReaders.readsPictures(around)).isTrue();
    }

    @Test
    void unknownNamesAndEndingsAreRefused() {
        assertThatThrownBy(() -> ImageReaders.byName("MyIO"))
                .hasMessageContaining("NibabelIOWithReorient")
                .hasMessageContaining("got 'MyIO'");
        assertThatThrownBy(() -> ImageReaders.byEnding(".jpg", true)).hasMessageContaining("got '.jpg'");
    }

    @Test
    void aFlatImageGetsAThicknessThatNoNetworkLooksAcross() {
        Path file = nifti("flat.nii.gz", new Shape(1, 3, 4), new Spacing(1, 2, 1.5), 2, 1);
        ImageReader reader = ImageReaders.byName("SimpleITKIO");
        CaseImages image = reader.readImages(List.of(file));
        assertThat(image.spacing()).isEqualTo(new Spacing(1998, 2, 1.5));
        assertThat(image.shape()).isEqualTo(new Shape(1, 3, 4));

        Path label = folder.resolve("label.nii.gz");
        reader.writeLabel(LabelVoxels.of(image.shape(), new short[1][12]), image, label);
        assertThat(new NiftiFormat().readHeader(label).dimensions()).isEqualTo(2);
        assertThat(reader.readImages(List.of(label)).spacing()).isEqualTo(image.spacing());
        assertThatThrownBy(() -> ImageReaders.byName("NibabelIO").readImages(List.of(file)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("has 2 axes");
    }

    @Test
    void theFourthAxisIsChannels() {
        Path file = nifti("four.nii.gz", new Shape(2, 3, 4), new Spacing(3, 2, 1.5), 3, 2);
        CaseImages image = ImageReaders.byName("SimpleITKIO").readImages(List.of(file, file));
        assertThat(image.channels()).hasSize(4);
        assertThat(image.channels().get(1).at(1, 0, 2)).isEqualTo(112);
        assertThat(image.spacing()).isEqualTo(new Spacing(3, 2, 1.5));
        assertThat(((Placement.World) image.placement()).dimensions()).isEqualTo(3);
    }

    @Test
    void channelsOnDifferentGridsAreRefused() {
        Path a = nifti("a_0000.nii.gz", new Shape(2, 3, 4), new Spacing(3, 2, 1.5), 3, 1);
        Path b = nifti("a_0001.nii.gz", new Shape(2, 3, 5), new Spacing(3, 2, 1.5), 3, 1);
        Path c = nifti("a_0002.nii.gz", new Shape(2, 3, 4), new Spacing(3, 2, 1.6), 3, 1);
        ImageReader reader = ImageReaders.byName("SimpleITKIO");
        assertThatThrownBy(() -> reader.readImages(List.of(a, b)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("a_0001.nii.gz: has shape (2, 3, 5) but a_0000.nii.gz has (2, 3, 4)");
        assertThatThrownBy(() -> reader.readImages(List.of(a, c))).hasMessageContaining("has spacing (3.0, 2.0, 1.6");
    }

    @Test
    void axesThatAreNotOrthogonalGoToNibabel() {
        Path file = folder.resolve("oblique.nii.gz");
        VoxelGrid grid = VoxelGrid.of(
                new Shape(2, 3, 4), new Spacing(3, 2, 1.5), Vec3.ZERO, new double[] {1, 0.6, 0, 0, 0.8, 0, 0, 0, 1});
        new NiftiFormat().write(file, VolumeHeader.forWriting(SampleType.INT16, grid, 3, 1), (c, z, into) -> {});
        assertThatThrownBy(() -> ImageReaders.byName("SimpleITKIO").readImages(List.of(file)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("name NibabelIO as overwrite_image_reader_writer");
        assertThat(ImageReaders.detect(".nii.gz", file).nnunetName()).isEqualTo("NibabelIO");
    }

    @Test
    void turningToRasAndBackKeepsEveryVoxelInItsPlace() {
        Path file = nifti("turned.nii.gz", new Shape(2, 3, 4), new Spacing(3, 2, 1.5), 3, 1);
        ImageReader reader = ImageReaders.byName("NibabelIOWithReorient");
        CaseImages image = reader.readImages(List.of(file));
        // LPS x runs along +y (back), y along -x (right), z along -z: RAS x is array y, RAS y is array x backwards.
        assertThat(image.shape()).isEqualTo(new Shape(2, 4, 3));
        assertThat(image.spacing()).isEqualTo(new Spacing(3, 1.5, 2));
        // First voxel after: slice 1 (flipped), row = x backwards, so x = 3, column y = 0.
        assertThat(image.channels().get(0).at(0, 0, 0)).isEqualTo(10 + 3);
        assertThat(image.channels().get(0).at(0, 0, 1)).isEqualTo(10 + 7);
        assertThat(image.channels().get(0).at(1, 3, 0)).isEqualTo(0);

        Path out = folder.resolve("out.nii.gz");
        reader.writeIntensities(image.channels().get(0), image, out);
        FloatVoxels back = ImageReaders.byName("NibabelIO")
                .readImages(List.of(out))
                .channels()
                .get(0);
        FloatVoxels before = ImageReaders.byName("NibabelIO")
                .readImages(List.of(file))
                .channels()
                .get(0);
        assertThat(back.slice(0)).isEqualTo(before.slice(0));
        assertThat(back.slice(1)).isEqualTo(before.slice(1));
    }

    @Test
    void aStackHasItsSpacingBesideIt() throws IOException {
        Path file = folder.resolve("case_0000.tif");
        float[][] slices = new float[5][6];
        slices[4][5] = 9;
        Pictures.writeFloats(file, FloatVoxels.of(new Shape(5, 2, 3), slices));
        ImageReader reader = ImageReaders.detect(".tif", file);
        assertThat(reader.nnunetName()).isEqualTo("Tiff3DIO");
        assertThat(reader.readImages(List.of(file)).spacing()).isEqualTo(Spacing.UNIT);

        Files.writeString(folder.resolve("case.json"), "{\"spacing\": [3, 2, 1.5]}");
        CaseImages image = reader.readImages(List.of(file));
        assertThat(image.spacing()).isEqualTo(new Spacing(3, 2, 1.5));
        assertThat(image.channels().get(0).at(4, 1, 2)).isEqualTo(9);

        Path label = folder.resolve("out/case.tif");
        reader.writeLabel(LabelVoxels.of(image.shape(), new short[5][6]), image, label);
        assertThat(reader.readLabel(label).shape()).isEqualTo(image.shape());
        assertThat(folder.resolve("out/case.json")).content().contains("3.0,\n        2.0,\n        1.5");
        Files.writeString(folder.resolve("case.json"), "{\"spacing\": [3, 2]}");
        assertThatThrownBy(() -> reader.readImages(List.of(file))).hasMessageContaining("[z, y, x]");
    }

    @Test
    void coloursAreChannelsButNotLabels() {
        Path grey = folder.resolve("g.png");
        Pictures.writeLabels(grey, LabelVoxels.of(new Shape(1, 2, 3), new short[][] {{0, 1, 2, 3, 4, 255}}));
        ImageReader reader = ImageReaders.detect(".png", grey);
        CaseImages image = reader.readImages(List.of(grey, grey));
        assertThat(image.channels()).hasSize(2);
        assertThat(image.spacing()).isEqualTo(new Spacing(999, 1, 1));
        assertThat(reader.readLabel(grey).slice(0)).containsExactly(0, 1, 2, 3, 4, 255);
        assertThatThrownBy(() -> reader.writeLabel(
                        LabelVoxels.of(new Shape(1, 1, 1), new short[1][1]), image, folder.resolve("x.png")))
                .hasMessageContaining("results must have the image's shape (1, 2, 3), got (1, 1, 1)");
    }

    @Test
    void aReaderRefusesImagesOfAnother() {
        Path file = nifti("a.nii.gz", new Shape(2, 3, 4), new Spacing(3, 2, 1.5), 3, 1);
        CaseImages turned = ImageReaders.byName("NibabelIOWithReorient").readImages(List.of(file));
        LabelVoxels labels = LabelVoxels.of(turned.shape(), new short[2][12]);
        for (String name : List.of("SimpleITKIO", "NibabelIO", "Tiff3DIO")) {
            String ending = name.equals("Tiff3DIO") ? "x.tif" : "x.nii.gz";
            assertThatThrownBy(() -> ImageReaders.byName(name).writeLabel(labels, turned, folder.resolve(ending)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be an image read by " + name);
        }
    }

    @Test
    void detectionSaysWhyEachReaderFailed() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.nii.gz"), "no image");
        assertThatThrownBy(() -> ImageReaders.detect(".nii.gz", file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("SimpleITKIO: is in no known format")
                .hasMessageContaining("NibabelIO: ");
    }
}
