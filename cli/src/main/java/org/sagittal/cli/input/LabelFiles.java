package org.sagittal.cli.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.ImageReaders;

/** Label maps of any format that is known: volumes with their place in the world, pictures on a grid of one millimetre. */
public final class LabelFiles {
    private static final String PICTURES = "NaturalImage2DIO";

    private LabelFiles() {}

    /**
     * A label map and what kind of image it is.
     *
     * @param labels the labels and where they lie
     * @param dimensions 2 for a true 2D image, which is not a 3D image of one slice; else 3
     */
    public record Map(LabelVolume labels, int dimensions) {}

    /**
     * Reads a label map.
     *
     * @param file a volume or a picture
     * @return the labels and where they lie
     * @throws org.sagittal.geometry.io.FormatException if it is no label map
     */
    public static LabelVolume read(Path file) {
        return open(file).labels();
    }

    /**
     * Reads a label map.
     *
     * @param file a volume or a picture
     * @return the labels and how many dimensions the file gives them
     * @throws org.sagittal.geometry.io.FormatException if it is no label map
     */
    public static Map open(Path file) {
        if (VolumeFormats.endingOf(file).isEmpty() && isPicture(file)) {
            LabelVoxels voxels = ImageReaders.byName(PICTURES).readLabel(file);
            return new Map(new LabelVolume(VoxelGrid.of(voxels.shape(), Spacing.UNIT), voxels), 2);
        }
        VolumeFormat format = VolumeFormats.of(file);
        return new Map(format.readLabels(file), format.readHeader(file).dimensions() <= 2 ? 2 : 3);
    }

    private static boolean isPicture(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|bmp|tif|tiff)");
    }

    /**
     * The labels above 0 that occur in either of two maps.
     *
     * @param one a label map
     * @param other a label map
     * @return in ascending order
     */
    public static TreeSet<Integer> present(LabelVolume one, LabelVolume other) {
        TreeSet<Integer> found = new TreeSet<>();
        for (LabelVolume labels : new LabelVolume[] {one, other}) {
            boolean[] seen = new boolean[Short.MAX_VALUE + 1];
            for (int z = 0; z < labels.voxels().shape().z(); z++) {
                for (short label : labels.voxels().slice(z)) {
                    if (label > 0) {
                        seen[label] = true;
                    }
                }
            }
            for (int label = 1; label < seen.length; label++) {
                if (seen[label]) {
                    found.add(label);
                }
            }
        }
        return found;
    }

    /**
     * What to score of a pair.
     *
     * @param asked labels asked for; empty for those above 0 in either map
     * @param one a label map
     * @param other a label map
     * @return the labels, each a class of its own
     */
    public static ScoringScheme scheme(List<Integer> asked, LabelVolume one, LabelVolume other) {
        List<Integer> labels = asked.isEmpty() ? List.copyOf(present(one, other)) : asked;
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("neither file has a label above 0; name one with --label");
        }
        return ScoringScheme.ofLabels(labels.stream().distinct().toList());
    }
}
