package org.sagittal.cli.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.reader.Placement;

/** A raw dataset of phantoms in nnU-Net's layout: some to train on, others only to test. */
public final class PhantomDataset {
    /** The folder's name, which nnU-Net makes of a number and a word. */
    public static final String NAME = "Dataset900_Phantoms";

    private static final String ENDING = ".nii.gz";
    private static final long FIRST_TEST_SEED = 1000;

    private PhantomDataset() {}

    /**
     * Writes the dataset, unless it is there already.
     *
     * @param folder takes {@code dataset.json}, {@code imagesTr}, {@code labelsTr}, {@code imagesTs}, {@code labelsTs}
     * @param training number of phantoms to train on
     * @param test number of phantoms to test on, none of which is trained on
     * @param progress told how many phantoms are written
     */
    public static void write(Path folder, int training, int test, IntConsumer progress) {
        Path description = folder.resolve("dataset.json");
        if (Files.exists(description)) {
            progress.accept(training + test);
            return;
        }
        ImageReader files = ImageReaders.byName("SimpleITKIO");
        for (int i = 0; i < training; i++) {
            writeCase(files, Phantom.of(i), folder, "Tr", String.format("phantom_%03d", i));
            progress.accept(i + 1);
        }
        for (int i = 0; i < test; i++) {
            writeCase(files, Phantom.of(FIRST_TEST_SEED + i), folder, "Ts", String.format("unseen_%03d", i));
            progress.accept(training + i + 1);
        }
        byte[] text = json(training).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(description, out -> out.write(text));
    }

    private static void writeCase(ImageReader files, Phantom phantom, Path folder, String set, String id) {
        CaseImages images = new CaseImages(
                List.of(phantom.scan().voxels()),
                phantom.scan().grid().spacing(),
                new Placement.World(phantom.scan().grid(), 3));
        files.writeIntensities(
                phantom.scan().voxels(), images, folder.resolve("images" + set).resolve(id + "_0000" + ENDING));
        files.writeLabel(
                phantom.truth().voxels(), images, folder.resolve("labels" + set).resolve(id + ENDING));
    }

    private static String json(int training) {
        StringBuilder labels = new StringBuilder("\"background\": 0");
        for (int i = 0; i < Phantom.ORGANS.size(); i++) {
            labels.append(", \"").append(Phantom.ORGANS.get(i)).append("\": ").append(i + 1);
        }
        return """
                {
                    "channel_names": {"0": "MRI"},
                    "labels": {%s},
                    "numTraining": %d,
                    "file_ending": "%s",
                    "description": "Phantoms drawn by Sagittal; no patient was scanned"
                }
                """.formatted(labels, training, ENDING);
    }
}
