package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * Which page of a TIFF is which slice of which channel, and where the slices lie.
 *
 * <p>What says so, in this order: ImageJ's or OME's words in the description of the first page; else every page is a slice, one
 * millimetre apart, as SimpleITK takes them. A spacing in nnU-Net's sidecar replaces the file's own.
 *
 * @param slices number of slices
 * @param channels times and channels, without the colours of a page
 * @param page the page of each channel and slice, slices fastest
 * @param grid without its shape: spacing, origin and direction, LPS millimetres
 * @param dimensions 2 or 3
 */
record TiffLayout(int slices, int channels, int[] page, Place grid, int dimensions) {
    private static final double MM_PER_INCH = 25.4;
    private static final double MM_PER_CM = 10;
    private static final int INCH = 2;
    private static final int CENTIMETRE = 3;
    private static final Pattern SHAPED = Pattern.compile("^\\{\"shape\": \\[(\\d+), \\d+, \\d+]");

    /** Where slices lie. */
    record Place(Spacing spacing, Vec3 originMm, double[] direction) {
        static Place at(Spacing spacing) {
            return new Place(
                    spacing,
                    Vec3.ZERO,
                    VoxelGrid.of(new Shape(1, 1, 1), spacing).direction());
        }
    }

    static TiffLayout of(TiffPicture picture) throws IOException {
        String words = words(picture);
        TiffLayout layout = words.startsWith(ImageJDescription.START)
                ? ImageJDescription.of(words).layout(picture)
                : words.contains("<OME") ? new OmeDescription(picture, words).layout() : plain(picture, words);
        return SpacingSidecar.beside(picture.file()).map(layout::with).orElse(layout);
    }

    private static String words(TiffPicture picture) throws IOException {
        return picture.pages().get(0).tags().text(TiffTag.DESCRIPTION).strip();
    }

    private static TiffLayout plain(TiffPicture picture, String words) throws IOException {
        Matcher shaped = SHAPED.matcher(words);
        boolean stack =
                picture.pages().size() > 1 || shaped.find() && shaped.group(1).equals("1");
        double[] mm = pixelMm(picture.pages().get(0));
        return stack(picture.pages().size(), Place.at(new Spacing(1, mm[0], mm[1])), stack ? 3 : 2);
    }

    /** Every page is a slice. */
    static TiffLayout stack(int pages, Place place, int dimensions) {
        int[] page = new int[pages];
        for (int i = 0; i < pages; i++) {
            page[i] = i;
        }
        return new TiffLayout(pages, 1, page, place, dimensions);
    }

    /** Height and width of a pixel by the resolution fields, as SimpleITK takes them; 1 where they name no unit. */
    static double[] pixelMm(TiffPage page) throws IOException {
        double unit = resolutionUnitMm(page);
        double[] mm = pixel(page);
        return unit == 0 ? new double[] {1, 1} : new double[] {mm[0] * unit, mm[1] * unit};
    }

    /** Millimetres in the unit of resolutions; 0 if none is named. */
    static double resolutionUnitMm(TiffPage page) throws IOException {
        return switch (page.tags().number(TiffTag.RESOLUTION_UNIT, INCH)) {
            case INCH -> hasResolution(page) ? MM_PER_INCH : 0;
            case CENTIMETRE -> MM_PER_CM;
            default -> 0;
        };
    }

    private static boolean hasResolution(TiffPage page) throws IOException {
        return page.tags().ratio(TiffTag.X_RESOLUTION).isPresent()
                && page.tags().ratio(TiffTag.Y_RESOLUTION).isPresent();
    }

    /** Height and width of a pixel in the unit of resolutions, whichever it is; 1 where nothing is said. */
    static double[] pixel(TiffPage page) throws IOException {
        return hasResolution(page)
                ? new double[] {
                    1 / page.tags().ratio(TiffTag.Y_RESOLUTION).getAsDouble(),
                    1 / page.tags().ratio(TiffTag.X_RESOLUTION).getAsDouble()
                }
                : new double[] {1, 1};
    }

    private TiffLayout with(Spacing spacing) {
        return new TiffLayout(slices, channels, page, new Place(spacing, grid.originMm, grid.direction), dimensions);
    }
}
