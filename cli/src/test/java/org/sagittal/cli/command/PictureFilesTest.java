package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** TIFF and PNG where commands take images. */
class PictureFilesTest {
    @TempDir
    Path folder;

    private Path labels(String name, int slices, Spacing spacing, int... ones) {
        Path file = folder.resolve(name);
        short[][] voxels = new short[slices][4];
        for (int at : ones) {
            voxels[at / 4][at % 4] = 1;
        }
        Shape shape = new Shape(slices, 2, 2);
        VoxelGrid grid = VoxelGrid.of(shape, spacing);
        LabelVolume volume = new LabelVolume(grid, LabelVoxels.of(shape, voxels));
        VolumeFormats.forWriting(file).writeLabels(file, volume, slices == 1 ? 2 : 3);
        return file;
    }

    private static JsonNode json(String line) throws IOException {
        return new ObjectMapper().readTree(line);
    }

    @ParameterizedTest
    @CsvSource({"tif, 2", "png, 1", "bmp, 1"})
    void labelsAreScored(String ending, int slices) throws IOException {
        Spacing spacing = ending.equals("bmp") ? Spacing.UNIT : new Spacing(slices == 1 ? 1 : 3, 0.5, 0.5);
        Path reference = labels("r." + ending, slices, spacing, 0, 1);
        Path prediction = labels("p." + ending, slices, spacing, 0, 1, 2, 3);

        CommandRun run = CommandRun.of("metrics", reference, prediction, "--json");

        assertThat(run.status()).as(run.err()).isZero();
        JsonNode scores = json(run.out());
        assertThat(scores.get("labels").get("1").get("dice").doubleValue()).isEqualTo(4.0 / 6);
        assertThat(scores.get("spacing").size()).isEqualTo(slices == 1 ? 2 : 3);
        assertThat(scores.get("spacing").get(0).doubleValue()).isEqualTo(slices == 1 ? spacing.yMm() : spacing.zMm());
    }

    @Test
    void inspectGoesOnAfterAFileThatIsNone() throws IOException {
        Path stack = labels("a.tif", 2, new Spacing(3, 0.5, 0.25), 1);
        Path words = Files.writeString(folder.resolve("b.tif"), "no image");
        Path picture = labels("c.png", 1, new Spacing(1, 0.5, 0.25), 1);

        CommandRun run = CommandRun.of("inspect", "--json", stack, words, picture, folder.resolve("none.nii"));

        assertThat(run.status()).isEqualTo(1);
        String[] lines = run.out().split("\n");
        assertThat(lines).hasSize(4);
        assertThat(json(lines[0]).get("format").textValue()).isEqualTo("tiff");
        assertThat(json(lines[0]).get("spacing")).hasToString("[3.0,0.5,0.25]");
        assertThat(json(lines[1]).get("error").textValue()).startsWith(words + ": ");
        assertThat(json(lines[2]).get("spacing")).hasToString("[1.0,0.5,0.25]");
        assertThat(json(lines[3]).get("error").textValue()).contains("no such file");
    }
}
