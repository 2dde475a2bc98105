package org.sagittal.preprocessing.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.GridGap;
import org.sagittal.geometry.volume.VoxelGrid;

/** Whether the files of a case lie in one place: their headers, all read by the same rules, held against that of the first channel. */
public final class CaseGrids {
    private CaseGrids() {}

    /**
     * Compares the headers of a case's volumes; voxels are not read, and shapes are others' business.
     *
     * @param raw the case
     * @return how far spacings, origins and directions are apart, a sentence each; none for folders and for files that cannot be read, whose
     *     trouble the next reader names
     */
    public static List<String> remarks(RawCase raw) {
        Path first = raw.images().get(0);
        if (raw.images().size() == 1 && raw.label().isEmpty()) {
            return List.of();
        }
        return header(first).map(grid -> remarks(raw, grid, first)).orElse(List.of());
    }

    private static List<String> remarks(RawCase raw, VoxelGrid grid, Path first) {
        List<String> remarks = new ArrayList<>();
        String name = first.getFileName().toString();
        raw.images().stream().skip(1).forEach(file -> remarks.addAll(apart(file, "", grid, name)));
        raw.label().ifPresent(file -> remarks.addAll(apart(file, "label ", grid, name)));
        return remarks;
    }

    private static List<String> apart(Path file, String kind, VoxelGrid first, String firstName) {
        return header(file).stream()
                .flatMap(grid -> GridGap.withSpacing(grid, first, firstName).stream())
                .map(clause -> kind + file.getFileName() + " " + clause + "; voxels are matched by index")
                .toList();
    }

    private static Optional<VoxelGrid> header(Path file) {
        if (!Files.isRegularFile(file) || VolumeFormats.endingOf(file).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(VolumeFormats.of(file).readHeader(file).grid());
        } catch (FormatException e) {
            return Optional.empty();
        }
    }
}
