package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/**
 * ImageJ's description of a stack: lines {@code key=value} after {@code ImageJ=<version>}. Pages come channel by channel, then slice by
 * slice, then time by time; {@code spacing} and {@code unit} are those of the slices, and the pixels' size is the inverse of the
 * resolution fields in the same unit.
 *
 * <p>Sagittal's own files also say {@code spacing_mm} (z, y, x), {@code origin_mm} (x, y, z), {@code direction} (9 numbers) and
 * {@code dimensions}, which others pass over.
 */
final class ImageJDescription {
    static final String START = "ImageJ=";
    private static final String SPACING_MM = "spacing_mm";
    private static final String ORIGIN_MM = "origin_mm";
    private static final String DIRECTION = "direction";
    private static final String DIMENSIONS = "dimensions";
    private static final double ROUNDING = 1e-6;
    private static final int MAX_COUNT = 1 << 20;

    private final Map<String, String> values = new HashMap<>();

    private ImageJDescription() {}

    static ImageJDescription of(String words) {
        ImageJDescription description = new ImageJDescription();
        words.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
            int at = line.indexOf('=');
            description.values.put(
                    line.substring(0, at).strip(), line.substring(at + 1).strip());
        });
        return description;
    }

    TiffLayout layout(TiffPicture picture) throws IOException {
        int channels = count("channels");
        int frames = count("frames");
        int slices = count("slices");
        long images = (long) channels * frames * slices;
        if (images == 1) {
            slices = count("images");
            images = slices;
        }
        picture.follow(images);
        TiffPage first = picture.pages().get(0);
        int pages = picture.pages().size();
        boolean told = values.containsKey("slices") || values.containsKey(DIMENSIONS);
        if (images != pages) {
            return TiffLayout.stack(pages, place(picture.file(), first), told || pages > 1 ? 3 : 2);
        }
        int[] page = new int[pages];
        for (int i = 0; i < pages; i++) {
            int channel = i % channels;
            int slice = i / channels % slices;
            int frame = i / channels / slices;
            page[(frame * channels + channel) * slices + slice] = i;
        }
        return new TiffLayout(
                slices, channels * frames, page, place(picture.file(), first), told || slices > 1 ? 3 : 2);
    }

    private int count(String key) {
        OptionalDouble number = number(values.get(key));
        return number.isPresent() && number.getAsDouble() >= 1 && number.getAsDouble() < MAX_COUNT
                ? (int) number.getAsDouble()
                : 1;
    }

    private static OptionalDouble number(String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private TiffLayout.Place place(Path file, TiffPage first) throws IOException {
        double unit = unitMm(first);
        double[] pixel = TiffLayout.pixel(first);
        double between = Math.abs(number(values.get("spacing")).orElse(1));
        try {
            Spacing spacing = own(new Spacing(between * unit, pixel[0] * unit, pixel[1] * unit));
            TiffLayout.Place plain = TiffLayout.Place.at(spacing);
            double[] origin = list(ORIGIN_MM, 3);
            double[] direction = list(DIRECTION, 9);
            return new TiffLayout.Place(
                    spacing,
                    origin == null ? Vec3.ZERO : new Vec3(origin[0], origin[1], origin[2]),
                    direction == null ? plain.direction() : direction);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, "has an impossible geometry: " + e.getMessage(), e);
        }
    }

    /** Without a unit of its own a description is in that of the resolution fields, and without either in millimetres. */
    private double unitMm(TiffPage first) throws IOException {
        String unit = values.getOrDefault("unit", "");
        if (!unit.isEmpty()) {
            return LengthUnit.mm(unit).orElse(1);
        }
        double resolution = TiffLayout.resolutionUnitMm(first);
        return resolution == 0 ? 1 : resolution;
    }

    /** The exact numbers, unless another program has changed the others since. */
    private Spacing own(Spacing told) {
        double[] exact = list(SPACING_MM, 3);
        if (exact == null) {
            return told;
        }
        double[] mm = told.toArrayMm();
        for (int axis = 0; axis < 3; axis++) {
            if (!(Math.abs(exact[axis] - mm[axis]) <= ROUNDING * mm[axis])) {
                return told;
            }
        }
        return Spacing.of(exact);
    }

    private double[] list(String key, int length) {
        String text = values.get(key);
        if (text == null) {
            return null;
        }
        double[] numbers = Arrays.stream(text.split(" "))
                .mapToDouble(word -> number(word).orElse(Double.NaN))
                .toArray();
        return numbers.length == length ? numbers : null;
    }

    /**
     * Describes a volume to be written, in centimetres: that unit the resolution fields can name, so SimpleITK finds the pixels' size too.
     *
     * @param grid where it lies
     * @param dimensions 2 or 3
     * @param frames times or channels
     * @return the description
     */
    static String words(VoxelGrid grid, int dimensions, int frames) {
        StringBuilder words = new StringBuilder(START).append("1.54f\n");
        int slices = grid.shape().z();
        if (slices * (long) frames > 1) {
            words.append("images=").append(slices * (long) frames).append('\n');
        }
        if (dimensions > 2) {
            words.append("slices=").append(slices).append('\n');
        }
        if (frames > 1) {
            words.append("frames=").append(frames).append('\n');
            words.append("hyperstack=true\n");
        }
        double[] mm = grid.spacing().toArrayMm();
        words.append("unit=cm\nspacing=").append(mm[0] / 10).append('\n');
        put(words, SPACING_MM, mm);
        put(words, ORIGIN_MM, new double[] {
            grid.originMm().x(), grid.originMm().y(), grid.originMm().z()
        });
        put(words, DIRECTION, grid.direction());
        return words.toString();
    }

    private static void put(StringBuilder words, String key, double[] numbers) {
        words.append(key).append('=');
        for (int i = 0; i < numbers.length; i++) {
            words.append(i == 0 ? "" : " ").append(numbers[i]);
        }
        words.append('\n');
    }
}
