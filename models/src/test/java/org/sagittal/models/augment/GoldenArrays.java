package org.sagittal.models.augment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.TrainingPatch;

/** Arrays of the reference, from a NumPy file or written out in JSON as {"shape": [..], "values": [..]}. */
public final class GoldenArrays {
    private final int[] shape;
    private final float[] values;

    private GoldenArrays(int[] shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** Reads an array; text is the name of a file in the folder. */
    public static GoldenArrays read(Path folder, JsonNode node) {
        if (node.isTextual()) {
            NpyArray array = NpyFormat.read(folder.resolve(node.textValue()));
            return new GoldenArrays(array.shape(), array.floats());
        }
        int[] shape = new int[node.get("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = node.get("shape").get(i).intValue();
        }
        float[] values = new float[node.get("values").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get("values").get(i).floatValue();
        }
        return new GoldenArrays(shape, values);
    }

    /** Whether the array has no z axis: (channels, y, x). */
    public boolean flat() {
        return shape.length == 3;
    }

    public int channels() {
        return shape[0];
    }

    public Shape extents() {
        return flat() ? new Shape(1, shape[1], shape[2]) : new Shape(shape[1], shape[2], shape[3]);
    }

    public float[][] floats() {
        int voxels = (int) extents().voxels();
        float[][] channels = new float[channels()][voxels];
        for (int c = 0; c < channels.length; c++) {
            System.arraycopy(values, c * voxels, channels[c], 0, voxels);
        }
        return channels;
    }

    public short[][] shorts() {
        float[][] from = floats();
        short[][] channels = new short[from.length][from[0].length];
        for (int c = 0; c < channels.length; c++) {
            for (int i = 0; i < channels[c].length; i++) {
                channels[c][i] = (short) from[c][i];
            }
        }
        return channels;
    }

    /** A patch of image and labels. */
    public static TrainingPatch patch(GoldenArrays image, GoldenArrays label) {
        return new TrainingPatch(image.extents(), image.floats(), label.shorts());
    }
}
