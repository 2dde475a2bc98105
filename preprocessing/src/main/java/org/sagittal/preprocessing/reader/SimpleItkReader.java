package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.transform.AxisOrder;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * nnU-Net's {@code SimpleITKIO}: medical images of two, three and four axes, the fourth being channels. A 2D image gets one slice whose
 * thickness is 999 times its largest spacing, so that no network looks across slices. Geometry is written back.
 *
 * <p>{@code SimpleITKIOWithReorient} turns images of three axes to RAS and turns results back. Any known format of volumes is read,
 * whatever its ending.
 */
final class SimpleItkReader implements ImageReader {
    static final String NAME = "SimpleITKIO";
    static final String REORIENTING_NAME = "SimpleITKIOWithReorient";
    private static final double FLAT_FACTOR = 999;

    private final boolean reorient;

    SimpleItkReader(boolean reorient) {
        this.reorient = reorient;
    }

    @Override
    public String nnunetName() {
        return reorient ? REORIENTING_NAME : NAME;
    }

    @Override
    public CaseImages readImages(List<Path> files) {
        return Channels.join(files, this::read);
    }

    private CaseImages read(Path file) {
        return read(file, VolumeFormats.of(file));
    }

    /** Reads an image in a format that is known already. */
    CaseImages read(Path file, VolumeFormat format) {
        requireReadable(file, format);
        StoredVolume volume = format.read(file);
        VoxelGrid grid = volume.header().grid();
        if (!reorient) {
            int dimensions = Math.min(3, volume.header().dimensions());
            return new CaseImages(volume.channels(), spacing(volume.header()), new Placement.World(grid, dimensions));
        }
        AxisOrder order = AxisOrder.toRas(grid);
        return new CaseImages(
                volume.channels().stream().map(order::apply).toList(),
                new Spacing(
                        grid.spacing().axisMm(order.from(0)),
                        grid.spacing().axisMm(order.from(1)),
                        grid.spacing().axisMm(order.from(2))),
                new Placement.Turned(grid, order));
    }

    private void requireReadable(Path file, VolumeFormat format) {
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
        if (reorient && header.dimensions() != 3) {
            throw new FormatException(
                    file, "has " + header.dimensions() + " axes; " + REORIENTING_NAME + " turns images of 3");
        }
        if (format instanceof NiftiFormat nifti && !header.format().equals("nifti2") && !nifti.readableByItk(file)) {
            throw new FormatException(
                    file,
                    "has axes that are not orthogonal, or matrices as values, which SimpleITK refuses; resample it, or name NibabelIO as"
                            + " overwrite_image_reader_writer in dataset.json");
        }
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
        LabelVolume labels = format.readLabels(file);
        return reorient ? AxisOrder.toRas(labels.grid()).apply(labels.voxels()) : labels.voxels();
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        Channels.requireShape(labels.shape(), like);
        VolumeFormat out = VolumeFormats.forWriting(file);
        if (like.placement() instanceof Placement.World world && !reorient) {
            out.writeLabels(file, new LabelVolume(world.grid(), labels), world.dimensions());
        } else if (like.placement() instanceof Placement.Turned turned && reorient) {
            LabelVoxels back = turned.order().inverse().apply(labels);
            out.writeLabels(file, new LabelVolume(turned.grid(), back), 3);
        } else {
            throw Channels.foreign(nnunetName(), like.placement());
        }
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        Channels.requireShape(values.shape(), like);
        VolumeFormat out = VolumeFormats.forWriting(file);
        if (like.placement() instanceof Placement.World world && !reorient) {
            out.writeIntensities(file, header(world.grid(), world.dimensions()), List.of(values));
        } else if (like.placement() instanceof Placement.Turned turned && reorient) {
            FloatVoxels back = turned.order().inverse().apply(values);
            out.writeIntensities(file, header(turned.grid(), 3), List.of(back));
        } else {
            throw Channels.foreign(nnunetName(), like.placement());
        }
    }

    private static VolumeHeader header(VoxelGrid grid, int dimensions) {
        return VolumeHeader.forWriting(SampleType.FLOAT32, grid, dimensions, 1);
    }
}
