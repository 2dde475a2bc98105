package org.sagittal.planner.fingerprint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.Placement;

/** Reads test cases kept as NumPy arrays, with spacings told beforehand. */
record NpyReader(String nnunetName, Map<String, Spacing> spacings) implements ImageReader {
    @Override
    public CaseImages readImages(List<Path> files) {
        List<FloatVoxels> channels = new ArrayList<>();
        for (Path file : files) {
            NpyArray array = NpyFormat.read(file);
            for (int c = 0; c < array.shape()[0]; c++) {
                channels.add(array.floatVoxels(c));
            }
        }
        Spacing spacing = spacings.get(files.get(0).getFileName().toString());
        return new CaseImages(channels, Objects.requireNonNull(spacing, "no spacing is known"), new Placement.Flat());
    }

    @Override
    public LabelVoxels readLabel(Path file) {
        return NpyFormat.read(file).labelVoxels(0);
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        throw new UnsupportedOperationException("test cases are only read");
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        throw new UnsupportedOperationException("test cases are only read");
    }
}
