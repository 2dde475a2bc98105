package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;

/** A reader whose images hold a chosen value wherever the file holds NaN or an infinity. Labels are read as ever. */
public final class FiniteReader implements ImageReader {
    private final ImageReader reader;
    private final float value;

    private FiniteReader(ImageReader reader, float value) {
        this.reader = reader;
        this.value = value;
    }

    /**
     * Puts a value in the place of NaN and infinities.
     *
     * @param reader reads the files
     * @param value what stands for "nothing was measured", e.g. 0
     * @return the reader
     * @throws IllegalArgumentException if the value is not finite itself
     */
    public static ImageReader replacing(ImageReader reader, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("the value for NaN and infinite voxels must be finite, got " + value);
        }
        return new FiniteReader(reader, value);
    }

    @Override
    public CaseImages readImages(List<Path> files) {
        CaseImages images = reader.readImages(files);
        List<FloatVoxels> channels = new ArrayList<>();
        for (FloatVoxels channel : images.channels()) {
            channels.add(finite(channel));
        }
        return new CaseImages(channels, images.spacing(), images.placement());
    }

    private FloatVoxels finite(FloatVoxels channel) {
        float[][] slices = new float[channel.shape().z()][];
        for (int z = 0; z < slices.length; z++) {
            slices[z] = finite(channel.slice(z));
        }
        return FloatVoxels.of(channel.shape(), slices);
    }

    /** The slice itself where there is nothing to replace. */
    private float[] finite(float[] slice) {
        float[] replaced = slice;
        for (int i = 0; i < slice.length; i++) {
            if (!Float.isFinite(slice[i])) {
                replaced = replaced == slice ? slice.clone() : replaced;
                replaced[i] = value;
            }
        }
        return replaced;
    }

    @Override
    public LabelVoxels readLabel(Path file) {
        return reader.readLabel(file);
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        reader.writeLabel(labels, like, file);
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        reader.writeIntensities(values, like, file);
    }

    @Override
    public String nnunetName() {
        return reader.nnunetName();
    }
}
