package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.WholeLabels;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * TIFF and BigTIFF as volumes: pages as slices, times and channels by the words of ImageJ or OME, spacing by those, by nnU-Net's sidecar
 * or by the resolution fields. Without such words, values and geometry are SimpleITK's: palettes become colours of 16 bits.
 *
 * <p>Written files are deflated stacks in ImageJ's words, which also keep origin and direction.
 */
public final class TiffFormat implements VolumeFormat {
    private static final List<String> ENDINGS = List.of(".tiff", ".tif");
    private static final int MAX_COLOURS = 4;

    @Override
    public String name() {
        return "tiff";
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        return Magic.TIFF.begins(start);
    }

    /** An opened file: its pages, and what they are. */
    private record Opened(TiffPicture picture, TiffLayout layout) {
        TiffPage first() {
            return picture.pages().get(0);
        }

        /** Numbers a pixel once palettes are applied: one where every page's colours are greys. */
        int colours() throws IOException {
            if (!first().palette()) {
                return first().samples();
            }
            TiffTags looked = null;
            for (TiffPage page : picture.pages()) {
                // Pages that follow each other without directories of their own share one palette.
                if (page.tags() != looked && page.palette() && !page.greyPalette()) {
                    return 3;
                }
                looked = page.tags();
            }
            return 1;
        }

        VolumeHeader header() throws IOException {
            int colours = colours();
            boolean colour = colours == 3 || colours == MAX_COLOURS;
            VolumeHeader.Voxel voxel = colours == 1
                    ? VolumeHeader.Voxel.SCALAR
                    : colour ? VolumeHeader.Voxel.COLOUR : VolumeHeader.Voxel.VECTOR;
            return new VolumeHeader(
                    "tiff",
                    first().palette() ? SampleType.UINT16 : first().type(),
                    voxel,
                    grid(),
                    layout.channels() > 1 ? layout.dimensions() + 1 : layout.dimensions(),
                    Math.multiplyExact(layout.channels(), colours));
        }

        VoxelGrid grid() {
            TiffLayout.Place place = layout.grid();
            return VoxelGrid.of(
                    new Shape(layout.slices(), first().height(), first().width()),
                    place.spacing(),
                    place.originMm(),
                    place.direction());
        }
    }

    private static Opened open(Path file) {
        return Decoding.of(file, () -> {
            TiffPicture picture = new TiffPicture(file);
            TiffLayout layout = TiffLayout.of(picture);
            picture.requirePossible();
            return new Opened(picture, layout);
        });
    }

    @Override
    public VolumeHeader readHeader(Path file) {
        Opened opened = open(file);
        return Decoding.of(file, opened::header);
    }

    @Override
    public void scan(Path file, SliceSink sink) {
        Opened opened = open(file);
        int colours = Decoding.of(file, opened::colours);
        scan(file, opened, opened.first().palette() ? colours : 0, sink);
    }

    /** Reads all pages, palettes becoming so many colours; 0 leaves places in a palette as they are. */
    private static void scan(Path file, Opened opened, int paletteColours, SliceSink sink) {
        TiffLayout layout = opened.layout;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (int z = 0; z < layout.slices(); z++) {
                for (int channel = 0; channel < layout.channels(); channel++) {
                    TiffPage page = opened.picture.pages().get(layout.page()[channel * layout.slices() + z]);
                    double[][] colours = Decoding.of(file, () -> {
                        double[][] planes = opened.picture.readPage(in, page);
                        return paletteColours > 0 ? colours(file, page, planes[0], paletteColours) : planes;
                    });
                    for (int c = 0; c < colours.length; c++) {
                        sink.slice(channel * colours.length + c, z, colours[c]);
                    }
                }
            }
        } catch (IOException e) {
            throw Decoding.unreadable(file, e);
        }
    }

    private static double[][] colours(Path file, TiffPage page, double[] places, int count) throws IOException {
        long[][] map = page.colours();
        VolumeLimits.require(file, (double) count * places.length * Double.BYTES);
        double[][] colours = new double[count][places.length];
        for (int i = 0; i < places.length; i++) {
            int place = (int) places[i];
            if (place < 0 || place >= map[0].length) {
                throw new FormatException(file, "has colour " + place + " in a palette of " + map[0].length);
            }
            for (int c = 0; c < count; c++) {
                colours[c][i] = map[c][place];
            }
        }
        return colours;
    }

    /** Labels are the places in a palette, not its colours. */
    @Override
    public LabelVolume readLabels(Path file) {
        Opened opened = open(file);
        int numbers = opened.layout.channels() * opened.first().samples();
        if (numbers != 1) {
            throw new FormatException(file, "holds " + numbers + " numbers a voxel; a label map must hold one");
        }
        VoxelGrid grid = Decoding.of(file, opened::grid);
        Shape shape = grid.shape();
        VolumeLimits.require(file, (double) shape.voxels() * Short.BYTES);
        short[][] slices = new short[shape.z()][];
        scan(file, opened, 0, (channel, z, values) -> slices[z] = WholeLabels.of(file, values, z, shape.x()));
        return new LabelVolume(grid, LabelVoxels.of(shape, slices));
    }

    @Override
    public void write(Path file, VolumeHeader header, SliceSource source) {
        Shape shape = header.grid().shape();
        boolean colour = header.voxel() == VolumeHeader.Voxel.COLOUR
                && (header.channels() == 3 || header.channels() == MAX_COLOURS);
        int samples = colour ? header.channels() : 1;
        int frames = header.channels() / samples;
        int dimensions = Math.min(3, frames > 1 ? header.dimensions() - 1 : header.dimensions());
        long pages = (long) shape.z() * frames;
        if (pages > Integer.MAX_VALUE - 8) {
            throw new FormatException(file, "cannot be written: " + pages + " pages are too many for a TIFF");
        }
        double[] slice = new double[shape.sliceVoxels()];
        double[] mm = header.grid().spacing().toArrayMm();
        TiffWriter.Plan plan = new TiffWriter.Plan(
                new Shape((int) pages, shape.y(), shape.x()),
                samples,
                header.type(),
                ImageJDescription.words(header.grid(), dimensions, frames),
                new double[] {mm[1], mm[2]});
        TiffWriter.write(file, plan, (page, into) -> {
            for (int c = 0; c < samples; c++) {
                source.slice(colour ? c : page / shape.z(), page % shape.z(), samples == 1 ? into : slice);
                for (int i = 0; samples > 1 && i < slice.length; i++) {
                    into[i * samples + c] = slice[i];
                }
            }
        });
    }
}
