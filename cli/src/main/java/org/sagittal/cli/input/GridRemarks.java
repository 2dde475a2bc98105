package org.sagittal.cli.input;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.cli.console.Console;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.GridGap;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dataset.CaseGrids;
import org.sagittal.preprocessing.dataset.RawCase;

/** Tells of files that are matched voxel by voxel although their headers place them elsewhere. */
public final class GridRemarks {
    private GridRemarks() {}

    /**
     * Compares the headers of two label maps.
     *
     * @param console takes a warning for each way in which they lie apart
     * @param id what the pair is called
     * @param reference the truth
     * @param prediction what is held against it
     */
    public static void tell(Console console, String id, Path reference, Path prediction) {
        try {
            tell(console, id, grid(reference), grid(prediction));
        } catch (FormatException e) {
            // Whoever reads the file next names the trouble.
            return;
        }
    }

    /**
     * Compares the headers of a case's channels.
     *
     * @param console takes a warning for each way in which they lie apart
     * @param raw the case
     */
    public static void tell(Console console, RawCase raw) {
        CaseGrids.remarks(raw).forEach(apart -> console.message("warning: " + raw.id() + ": " + apart));
    }

    /**
     * Compares two grids.
     *
     * @param console takes a warning for each way in which they lie apart
     * @param id what the pair is called
     * @param reference where the truth lies
     * @param prediction where lies what is held against it
     * @return whether they lie apart
     */
    public static boolean tell(Console console, String id, VoxelGrid reference, VoxelGrid prediction) {
        List<String> clauses = GridGap.withSpacing(prediction, reference, "its reference");
        for (String apart : clauses) {
            console.message("warning: " + id + ": the prediction " + apart
                    + "; voxels are matched by index, so look whether the two overlay");
        }
        return !clauses.isEmpty();
    }

    private static VoxelGrid grid(Path file) {
        return VolumeFormats.of(file).readHeader(file).grid();
    }
}
