package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.NiftiFormat;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;

/**
 * nnU-Net's {@code SimpleITKIO}: medical images of two, three and four axes, the fourth being channels. A 2D image gets one slice whose
 * thickness is 999 times its largest spacing, so that no network looks across slices. Geometry is written back.
 *
 * <p>Any known format of volumes is read, whatever its ending.
 */
final class SimpleItkReader implements ImageReader {
    static final String NAME = "SimpleITKIO";
    private static final double FLAT_FACTOR = 999;

    @Override
    public String nnunetName() {
        return NAME;
    }

    @Override
    public CaseImages readImages(List<Path> files) {
        return Channels.join(files, SimpleItkReader::read);
    }

    private static CaseImages read(Path file) {
        VolumeFormat format = VolumeFormats.of(file);
        requireReadable(file, format);
        StoredVolume volume = format.read(file);
        return new CaseImages(volume.channels(), spacing(volume.header()), placement(volume.header()));
    }

    private static void requireReadable(Path file, VolumeFormat format) {
        VolumeHeader header = format.readHeader(file);
        if (header.voxel() != VolumeHeader.Voxel.SCALAR) {
            throw new FormatException(
                    file,
                    "holds " + header.voxel().name().toLowerCase(java.util.Locale.ROOT)
                            + " voxels; store each component as a channel of its own");
        }
        if (header.dimensions() < 2 || header.dimensions() > 4) {
            throw new FormatException(file, "has " + header.dimensions() + " axes; 2, 3, or 4 with channels are read");
        }
        if (format instanceof NiftiFormat nifti && !header.format().equals("nifti2") && !nifti.readableByItk(file)) {
            throw new FormatException(
                    file,
                    "has axes that are not orthogonal, which SimpleITK refuses; resample it, or name NibabelIO as"
                            + " overwrite_image_reader_writer in dataset.json");
        }
    }

    private static Placement.World placement(VolumeHeader header) {
        return new Placement.World(header.grid(), Math.min(3, header.dimensions()));
    }

    private static Spacing spacing(VolumeHeader header) {
        Spacing spacing = header.grid().spacing();
        return header.dimensions() > 2
                ? spacing
                : new Spacing(Math.max(spacing.yMm(), spacing.xMm()) * FLAT_FACTOR, spacing.yMm(), spacing.xMm());
    }

    @Override
    public LabelVoxels readLabel(Path file) {
        VolumeFormat format = VolumeFormats.of(file);
        requireReadable(file, format);
        return format.readLabels(file).voxels();
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        Channels.requireShape(labels.shape(), like);
        Placement.World world = world(like);
        formatFor(file).writeLabels(file, new LabelVolume(world.grid(), labels), world.dimensions());
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        Channels.requireShape(values.shape(), like);
        Placement.World world = world(like);
        VolumeHeader header = VolumeHeader.forWriting(
                org.sagittal.geometry.io.SampleType.FLOAT32, world.grid(), world.dimensions(), 1);
        formatFor(file).writeIntensities(file, header, List.of(values));
    }

    private static Placement.World world(CaseImages like) {
        if (like.placement() instanceof Placement.World world) {
            return world;
        }
        throw Channels.foreign(NAME, like.placement());
    }

    static VolumeFormat formatFor(Path file) {
        return VolumeFormats.byEnding(file)
                .orElseThrow(() -> new FormatException(
                        file, "cannot be written: its ending must be one of " + VolumeFormats.endings()));
    }
}
