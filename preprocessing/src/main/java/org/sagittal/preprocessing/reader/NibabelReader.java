package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.WholeLabels;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NibabelGeometry;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.transform.AxisOrder;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * nnU-Net's {@code NibabelIO} and {@code NibabelIOWithReorient}: NIfTI images of three axes with values and spacing as nibabel gives
 * them; the second turns images to RAS and turns results back.
 */
final class NibabelReader implements ImageReader {
    static final String NAME = "NibabelIO";
    static final String REORIENTING_NAME = "NibabelIOWithReorient";

    private final NiftiFormat format = new NiftiFormat();
    private final boolean reorient;

    NibabelReader(boolean reorient) {
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
        NibabelGeometry geometry = geometry(file);
        VoxelGrid grid = grid(file, geometry);
        Shape shape = grid.shape();
        float[][] slices = new float[shape.z()][];
        format.scanAsNibabel(file, (channel, z, values) -> {
            float[] slice = new float[values.length];
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (float) values[i];
            }
            slices[z] = slice;
        });
        FloatVoxels voxels = FloatVoxels.of(shape, slices);
        Spacing zooms = zooms(file, geometry);
        if (!reorient) {
            return new CaseImages(List.of(voxels), zooms, new Placement.World(grid, 3));
        }
        AxisOrder order = AxisOrder.toRas(grid);
        return new CaseImages(
                List.of(order.apply(voxels)),
                order.identity() ? zooms : turned(grid.spacing(), order),
                new Placement.Turned(grid, order));
    }

    /** A turned image's spacing is computed from its affine and kept as float32. */
    private static Spacing turned(Spacing spacing, AxisOrder order) {
        return new Spacing((float) spacing.axisMm(order.from(0)), (float) spacing.axisMm(order.from(1)), (float)
                spacing.axisMm(order.from(2)));
    }

    private NibabelGeometry geometry(Path file) {
        if (!(VolumeFormats.of(file) instanceof NiftiFormat)) {
            throw new FormatException(file, "is no NIfTI file, which is all that " + nnunetName() + " reads");
        }
        VolumeHeader header = format.readHeader(file);
        NibabelGeometry geometry = format.nibabelGeometry(file);
        if (geometry.shape().length != 3 || header.voxel() != VolumeHeader.Voxel.SCALAR) {
            throw new FormatException(
                    file,
                    "has " + geometry.shape().length + " axes of "
                            + header.voxel().name().toLowerCase(java.util.Locale.ROOT) + " voxels; " + nnunetName()
                            + " reads 3 axes of scalar ones");
        }
        return geometry;
    }

    private static VoxelGrid grid(Path file, NibabelGeometry geometry) {
        try {
            return geometry.grid();
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, "has an impossible geometry: " + e.getMessage(), e);
        }
    }

    private static Spacing zooms(Path file, NibabelGeometry geometry) {
        double[] zooms = geometry.zoomsMm();
        try {
            return new Spacing(zooms[2], zooms[1], zooms[0]);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, "has an impossible geometry: " + e.getMessage(), e);
        }
    }

    @Override
    public LabelVoxels readLabel(Path file) {
        VoxelGrid grid = grid(file, geometry(file));
        Shape shape = grid.shape();
        short[][] slices = new short[shape.z()][];
        format.scanAsNibabel(file, (channel, z, values) -> slices[z] = WholeLabels.of(file, values, z, shape.x()));
        LabelVoxels labels = LabelVoxels.of(shape, slices);
        return reorient ? AxisOrder.toRas(grid).apply(labels) : labels;
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        Channels.requireShape(labels.shape(), like);
        VolumeFormat out = VolumeFormats.forWriting(file);
        if (like.placement() instanceof Placement.World world && !reorient) {
            out.writeLabels(file, new LabelVolume(world.grid(), labels), 3);
        } else if (like.placement() instanceof Placement.Turned turned && reorient) {
            out.writeLabels(
                    file,
                    new LabelVolume(turned.grid(), turned.order().inverse().apply(labels)),
                    3);
        } else {
            throw Channels.foreign(nnunetName(), like.placement());
        }
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        Channels.requireShape(values.shape(), like);
        VolumeFormat out = VolumeFormats.forWriting(file);
        if (like.placement() instanceof Placement.World world && !reorient) {
            out.writeIntensities(file, header(world.grid()), List.of(values));
        } else if (like.placement() instanceof Placement.Turned turned && reorient) {
            FloatVoxels back = turned.order().inverse().apply(values);
            out.writeIntensities(file, header(turned.grid()), List.of(back));
        } else {
            throw Channels.foreign(nnunetName(), like.placement());
        }
    }

    private static VolumeHeader header(VoxelGrid grid) {
        return VolumeHeader.forWriting(SampleType.FLOAT32, grid, 3, 1);
    }
}
