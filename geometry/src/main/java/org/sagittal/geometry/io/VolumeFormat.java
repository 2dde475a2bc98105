package org.sagittal.geometry.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * A kind of file that holds volumes: file -> header, file -> slices, slices -> file.
 *
 * <p>A new format implements the abstract methods, passes {@code VolumeFormatContract}, and is entered in its module's service file (see
 * {@link VolumeFormats}); everything else follows. All methods throw {@link FormatException} with one sentence for files that cannot be read or written, take
 * memory only for what the file can really hold, and are safe to call from many threads.
 */
public interface VolumeFormat {
    /**
     * What the format is called.
     *
     * @return one word in lower case, e.g. {@code nrrd}; {@link VolumeHeader#format} may be more precise for one file
     */
    String name();

    /**
     * The endings of such files, longest first.
     *
     * @return in lower case with their dots, e.g. {@code .nii.gz}
     */
    List<String> endings();

    /**
     * Whether a file is of this format.
     *
     * @param file the file, whose name may decide where contents cannot
     * @param start its first bytes, at most {@value VolumeFormats#START_BYTES}, after decompression if it is gzipped
     * @return true if this format should read it, even if only to say what is wrong with it
     */
    boolean recognises(Path file, byte[] start);

    /**
     * Whether a folder is one volume of this format, such as a series of slices.
     *
     * @param folder an existing folder
     * @return true if this format should read it as if it were a file
     */
    default boolean recognisesFolder(Path folder) {
        return false;
    }

    /**
     * Whether this format is written, not only read.
     *
     * @return true if {@link #write} works
     */
    default boolean writable() {
        return true;
    }

    /**
     * Reads what stands before the voxels.
     *
     * @param file a file of this format
     * @return its header, held against the file's real size
     */
    VolumeHeader readHeader(Path file);

    /**
     * What should be known of a file that is read although it is not quite as it should be.
     *
     * @param file a file of this format
     * @return a sentence each, without a full stop; most formats have none
     */
    default List<String> remarks(Path file) {
        return List.of();
    }

    /**
     * Reads all voxels, slice by slice.
     *
     * @param file a file of this format
     * @param sink takes the slices
     */
    void scan(Path file, SliceSink sink);

    /**
     * Writes a volume; a file that is there is replaced once the new one is whole.
     *
     * @param file where to; its ending decides about compression
     * @param header grid, stored type and channels; {@link VolumeHeader#forWriting}
     * @param source gives the slices
     * @throws FormatException also if this format is not {@link #writable}
     */
    default void write(Path file, VolumeHeader header, SliceSource source) {
        throw new FormatException(file, "cannot be written: " + name() + " is only read");
    }

    /**
     * Reads a whole volume as float32.
     *
     * @param file a file of this format
     * @return all channels
     */
    default StoredVolume read(Path file) {
        VolumeHeader header = readHeader(file);
        VolumeLimits.require(file, header, Float.BYTES);
        Shape shape = header.grid().shape();
        float[][][] channels = new float[header.channels()][shape.z()][];
        scan(file, (channel, z, values) -> {
            float[] slice = new float[values.length];
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (float) values[i];
            }
            channels[channel][z] = slice;
        });
        List<FloatVoxels> voxels = new ArrayList<>();
        for (float[][] slices : channels) {
            voxels.add(FloatVoxels.of(shape, slices));
        }
        return new StoredVolume(header, voxels);
    }

    /**
     * Reads a label map. Whole numbers stored as floats are accepted.
     *
     * @param file a file of this format with one channel
     * @return the labels and where they lie
     * @throws FormatException also if a value is no whole number or does not fit 16 bits; the message names it and its place
     */
    default LabelVolume readLabels(Path file) {
        VolumeHeader header = readHeader(file);
        if (header.channels() != 1) {
            throw new FormatException(
                    file, "holds " + header.channels() + " numbers a voxel; a label map must hold one");
        }
        VolumeLimits.require(file, header, Short.BYTES);
        Shape shape = header.grid().shape();
        short[][] slices = new short[shape.z()][];
        scan(file, (channel, z, values) -> {
            short[] slice = WholeLabels.of(file, values, z, shape.x());
            // Above and below what is labelled, slices are all alike, and finished voxels never change.
            slices[z] = z > 0 && Arrays.equals(slice, slices[z - 1]) ? slices[z - 1] : slice;
        });
        return new LabelVolume(header.grid(), LabelVoxels.of(shape, slices));
    }

    /**
     * Reads all values once, without keeping them.
     *
     * @param file a file of this format
     * @return statistics over all voxels of all channels, after rescaling
     */
    default ValueStatistics statistics(Path file) {
        return summary(file).all();
    }

    /**
     * Reads all values once, without keeping them, and looks for those that are NaN or infinite.
     *
     * @param file a file of this format
     * @return statistics over all voxels of all channels, after rescaling
     */
    default ValueSummary summary(Path file) {
        ValueSummary.Gatherer gatherer = new ValueSummary.Gatherer();
        scan(file, gatherer);
        return gatherer.finish();
    }

    /**
     * Writes a label map as uint8, as uint16 where a label is 255 or more, as int16 where one is negative.
     *
     * @param file where to
     * @param labels the labels and where they lie
     * @param dimensions 3, or 2 for an image of two dimensions, whose only slice is z = 0
     */
    default void writeLabels(Path file, LabelVolume labels, int dimensions) {
        LabelVoxels voxels = labels.voxels();
        SampleType type = WholeLabels.typeFor(voxels);
        write(file, VolumeHeader.forWriting(type, labels.grid(), dimensions, 1), (channel, z, into) -> {
            short[] slice = voxels.slice(z);
            for (int i = 0; i < into.length; i++) {
                into[i] = slice[i];
            }
        });
    }

    /**
     * Writes intensities as float32.
     *
     * @param file where to
     * @param header grid and number of channels; its type is not used
     * @param channels one array a channel
     */
    default void writeIntensities(Path file, VolumeHeader header, List<FloatVoxels> channels) {
        int dimensions = Math.min(3, header.dimensions());
        VolumeHeader floats = VolumeHeader.forWriting(SampleType.FLOAT32, header.grid(), dimensions, channels.size());
        write(file, floats, (channel, z, into) -> {
            float[] slice = channels.get(channel).slice(z);
            for (int i = 0; i < into.length; i++) {
                into[i] = slice[i];
            }
        });
    }
}
