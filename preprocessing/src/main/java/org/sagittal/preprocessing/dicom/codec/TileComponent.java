package org.sagittal.preprocessing.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * One component of one tile: its resolutions, their precincts, and the array of its coefficients, which the inverse wavelet turns into
 * samples.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex B.5 to B.7</a>
 */
final class TileComponent {
    /** Precincts and blocks of a tile; more are only in files made to take memory. */
    private static final int MOST_PARTS = 1 << 21;

    final CodingStyle style;
    final int left;
    final int top;
    final int right;
    final int bottom;
    final List<Precinct> precincts = new ArrayList<>();
    final double[] samples;
    private final int component;
    private int parts;

    TileComponent(CodingStyle style, int component, int[] rectangle) {
        this.style = style;
        this.component = component;
        this.left = rectangle[0];
        this.top = rectangle[1];
        this.right = rectangle[2];
        this.bottom = rectangle[3];
        this.samples = new double[Math.multiplyExact(width(), height())];
        for (int r = 0; r <= style.levels; r++) {
            resolution(r);
        }
    }

    int width() {
        return right - left;
    }

    int height() {
        return bottom - top;
    }

    /** A coordinate divided by a power of two, rounded up. */
    static int reduced(int value, int bits) {
        return (int) ((long) value + (1L << bits) - 1 >> bits);
    }

    private static int banded(int value, int bits, int high) {
        return bits == 0 ? value : (int) ((long) value - ((long) high << bits - 1) + (1L << bits) - 1 >> bits);
    }

    private void resolution(int r) {
        int shift = style.levels - r;
        int x0 = reduced(left, shift);
        int y0 = reduced(top, shift);
        int x1 = reduced(right, shift);
        int y1 = reduced(bottom, shift);
        if (x0 >= x1 || y0 >= y1) {
            return;
        }
        List<Band> bands = bands(r);
        int widthBits = style.precincts[r] & 0xffff;
        int heightBits = style.precincts[r] >> 16;
        int half = r == 0 ? 0 : 1;
        int number = 0;
        for (long py = y0 >> heightBits; py <= y1 - 1 >> heightBits; py++) {
            for (long px = x0 >> widthBits; px <= x1 - 1 >> widthBits; px++) {
                long gridX = Math.max(left, px << widthBits + shift);
                long gridY = Math.max(top, py << heightBits + shift);
                Precinct precinct = new Precinct(component, r, number++, gridX, gridY);
                int w = widthBits - half;
                int h = heightBits - half;
                long[] rectangle = {px << w, py << h, px + 1 << w, py + 1 << h};
                for (Band band : bands) {
                    parts += precinct.add(
                            band, rectangle, Math.min(style.blockWidthBits, w), Math.min(style.blockHeightBits, h));
                }
                if (++parts > MOST_PARTS) {
                    throw new CodecException(
                            "its JPEG 2000 picture has more than " + MOST_PARTS + " precincts and blocks");
                }
                precincts.add(precinct);
            }
        }
    }

    private List<Band> bands(int r) {
        int first = r == 0 ? 0 : 1;
        int last = r == 0 ? 0 : 3;
        int bits = r == 0 ? style.levels : style.levels - r + 1;
        int lowWidth = reduced(right, bits) - reduced(left, bits);
        int lowHeight = reduced(bottom, bits) - reduced(top, bits);
        List<Band> bands = new ArrayList<>();
        for (int kind = first; kind <= last; kind++) {
            int across = kind & 1;
            int down = kind >> 1;
            bands.add(new Band(
                    kind,
                    r == 0 ? 0 : 3 * (r - 1) + kind,
                    banded(left, bits, across),
                    banded(top, bits, down),
                    banded(right, bits, across),
                    banded(bottom, bits, down),
                    across * lowWidth,
                    down * lowHeight));
        }
        return bands;
    }

    /** Decodes all blocks and undoes the wavelet. */
    void reconstruct(int bits) {
        for (Precinct precinct : precincts) {
            for (Precinct.Blocks blocks : precinct.bands) {
                Band band = blocks.band;
                int gain = band.kind() == 0 ? 0 : band.kind() == 3 ? 2 : 1;
                double step = style.stepSize(band.index(), bits + gain);
                int planes = style.planes(band.index());
                for (CodeBlock block : blocks.blocks) {
                    if (block.included) {
                        int to = (band.toY() + block.y) * width() + band.toX() + block.x;
                        new BlockDecoder(block, band.kind(), style.blockStyle)
                                .decode(planes, new BlockDecoder.Target(samples, to, width(), step, style.reversible));
                    }
                }
            }
        }
        Wavelet.undo(this);
    }
}
