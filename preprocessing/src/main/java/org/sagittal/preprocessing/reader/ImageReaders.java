package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NiftiFormat;

/** Finds the reader for a dataset by nnU-Net's rules: the first of its readers that takes the ending and can read an example. */
public final class ImageReaders {
    private record Known(ImageReader reader, List<String> endings) {}

    private static final List<Known> IN_ORDER = List.of(
            new Known(new NaturalImageReader(), List.of(".png", ".bmp", ".tif")),
            // From .nhdr on nnU-Net would refuse; the reader takes whatever format is known.
            new Known(
                    new SimpleItkReader(false),
                    List.of(".nii.gz", ".nrrd", ".mha", ".gipl", ".nhdr", ".mhd", ".gipl.gz", ".mgz", ".mgh")),
            new Known(new TiffStackReader(), List.of(".tif", ".tiff")),
            new Known(new NibabelReader(false), List.of(".nii", ".nii.gz")),
            new Known(new NibabelReader(true), List.of(".nii", ".nii.gz")),
            // Only by name: nnU-Net does not try it.
            new Known(new SimpleItkReader(true), List.of()));

    private ImageReaders() {}

    /**
     * The reader of a name.
     *
     * @param nnunetName nnU-Net's class name, e.g. {@code SimpleITKIO}
     * @return the reader
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ImageReader byName(String nnunetName) {
        return IN_ORDER.stream()
                .map(Known::reader)
                .filter(reader -> reader.nnunetName().equals(nnunetName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "reader must be one of " + names() + ", got '" + nnunetName + "'"));
    }

    /**
     * Whether a reader is for pictures, which have no place in the world.
     *
     * @param reader any reader
     * @return true for {@code NaturalImage2DIO} and {@code Tiff3DIO}
     */
    public static boolean readsPictures(ImageReader reader) {
        // By name, since readers may stand around one another.
        return List.of(NaturalImageReader.NAME, TiffStackReader.NAME).contains(reader.nnunetName());
    }

    /**
     * A reader that takes DICOM as well: files, and folders with a series.
     *
     * @param nnunetName nnU-Net's class name of a reader of volumes, e.g. {@code SimpleITKIO}
     * @param seriesUid which series of a folder; empty if each folder holds one
     * @param remarks takes sentences about series that are read although they are not quite regular
     * @return the reader
     * @throws IllegalArgumentException if there is none of that name, or it reads pictures
     */
    public static ImageReader withDicom(String nnunetName, Optional<String> seriesUid, Consumer<String> remarks) {
        ImageReader plain = byName(nnunetName);
        if (readsPictures(plain)) {
            throw new IllegalArgumentException(
                    "the model reads pictures (" + nnunetName + "), not volumes; convert the DICOM images first");
        }
        return new SeriesAwareReader(plain, nnunetName.endsWith("Reorient"), seriesUid, remarks);
    }

    /**
     * Whether files of an ending are volumes that lie somewhere in the world.
     *
     * @param fileEnding with its dot
     * @return true if one of the readers for such volumes takes it
     */
    public static boolean takesVolumes(String fileEnding) {
        String ending = fileEnding.toLowerCase(Locale.ROOT);
        return IN_ORDER.stream()
                .filter(known -> known.reader instanceof SimpleItkReader || known.reader instanceof NibabelReader)
                .anyMatch(known -> known.endings.contains(ending));
    }

    /**
     * The names of all readers.
     *
     * @return nnU-Net's class names in its order of detection
     */
    public static List<String> names() {
        return IN_ORDER.stream().map(known -> known.reader.nnunetName()).toList();
    }

    /**
     * The first reader, in nnU-Net's order, that takes the ending and can read the example.
     *
     * @param fileEnding with its dot
     * @param example an image of the dataset
     * @return the reader
     * @throws IllegalArgumentException if no reader takes the ending
     * @throws FormatException if no reader that does can read the example; says why not
     */
    public static ImageReader detect(String fileEnding, Path example) {
        List<Known> candidates = taking(fileEnding);
        List<String> problems = new ArrayList<>();
        for (Known known : candidates) {
            try {
                if (beyondSimpleItk(known.reader, example)) {
                    problems.add(known.reader.nnunetName() + ": SimpleITK does not read it");
                } else {
                    known.reader.readImages(List.of(example));
                    return known.reader;
                }
            } catch (FormatException e) {
                problems.add(known.reader.nnunetName() + ": " + e.getMessage().replace(example + ": ", ""));
            }
        }
        throw new FormatException(
                example, "is read by none of nnU-Net's readers (" + String.join("; ", problems) + ")");
    }

    /** NIfTI-2 is read here by all, but nnU-Net's SimpleITKIO fails on it, and the next reader is taken. */
    private static boolean beyondSimpleItk(ImageReader reader, Path example) {
        return reader.nnunetName().equals(SimpleItkReader.NAME)
                && VolumeFormats.of(example) instanceof NiftiFormat nifti
                && !nifti.readableByItk(example);
    }

    private static List<Known> taking(String fileEnding) {
        String ending = fileEnding.toLowerCase(Locale.ROOT);
        List<Known> candidates = IN_ORDER.stream()
                .filter(known -> known.endings.contains(ending))
                .toList();
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "file_ending must be one of .png, .bmp, .tif, .tiff, .nii.gz, .nii, .nrrd, .mha, .gipl, .nhdr, .mhd, .mgz, got '"
                            + fileEnding + "'");
        }
        return candidates;
    }

    /**
     * The reader nnU-Net would find, without looking at an image.
     *
     * @param fileEnding with its dot
     * @param allFlat whether every image of the dataset has z = 1; decides for {@code .tif}
     * @return the reader
     * @throws IllegalArgumentException if no reader takes the ending
     */
    public static ImageReader byEnding(String fileEnding, boolean allFlat) {
        List<Known> candidates = taking(fileEnding);
        boolean stack = candidates.size() > 1 && candidates.get(0).reader instanceof NaturalImageReader && !allFlat;
        return candidates.get(stack ? 1 : 0).reader;
    }
}
