package org.sagittal.preprocessing.dicom.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The packets of a tile: for each layer and precinct, which bytes belong to which blocks, in one of five orders.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex B.9 to B.12</a>
 */
final class PacketReader {
    private static final int LAYERS_FIRST = 0;
    private static final int RESOLUTIONS_LAYERS = 1;
    private static final int RESOLUTIONS_PLACES = 2;
    private static final int PLACES = 3;
    private static final int COMPONENTS = 4;

    private final byte[] in;
    private final List<TileComponent> components;
    private int at;

    PacketReader(byte[] in, List<TileComponent> components) {
        this.in = in;
        this.components = components;
    }

    /** Reads all packets; those that a cut stream lacks are an error, those behind the last are left alone. */
    void read(int order, int layers) {
        List<Precinct> all = new ArrayList<>();
        components.forEach(c -> all.addAll(c.precincts));
        all.sort(comparator(order));
        int from = 0;
        while (from < all.size()) {
            // Precincts that take turns layer by layer: all, those of a resolution, or each by itself.
            int to = from + 1;
            while (to < all.size()
                    && order <= RESOLUTIONS_LAYERS
                    && (order == LAYERS_FIRST || all.get(to).resolution == all.get(from).resolution)) {
                to++;
            }
            for (int layer = 0; layer < layers; layer++) {
                for (Precinct precinct : all.subList(from, to)) {
                    packet(precinct, layer);
                }
            }
            from = to;
        }
    }

    private static Comparator<Precinct> comparator(int order) {
        Comparator<Precinct> resolution = Comparator.comparingInt(p -> p.resolution);
        Comparator<Precinct> component = Comparator.comparingInt(p -> p.component);
        Comparator<Precinct> place =
                Comparator.<Precinct>comparingLong(p -> p.y).thenComparingLong(p -> p.x);
        Comparator<Precinct> number = Comparator.comparingInt(p -> p.number);
        return switch (order) {
            case LAYERS_FIRST, RESOLUTIONS_LAYERS ->
                resolution.thenComparing(component).thenComparing(number);
            case RESOLUTIONS_PLACES ->
                resolution.thenComparing(place).thenComparing(component).thenComparing(number);
            case PLACES ->
                place.thenComparing(component).thenComparing(resolution).thenComparing(number);
            case COMPONENTS ->
                component.thenComparing(place).thenComparing(resolution).thenComparing(number);
            default -> throw new CodecException("its JPEG 2000 picture has an unknown progression order " + order);
        };
    }

    private boolean marker(int second) {
        return at + 1 < in.length && in[at] == (byte) 0xff && in[at + 1] == (byte) second;
    }

    private void packet(Precinct precinct, int layer) {
        if (marker(0x91)) {
            at += 6;
        }
        PacketBits bits = new PacketBits(in, at, in.length);
        boolean filled = bits.bit() == 1;
        int style = components.get(precinct.component).style.blockStyle;
        if (filled) {
            for (Precinct.Blocks blocks : precinct.bands) {
                for (int i = 0; i < blocks.blocks.length; i++) {
                    head(bits, blocks, i, layer, style);
                }
            }
        }
        at = bits.aligned();
        if (marker(0x92)) {
            at += 2;
        }
        if (filled) {
            precinct.bands.forEach(this::bodies);
        }
    }

    private void head(PacketBits bits, Precinct.Blocks blocks, int i, int layer, int style) {
        CodeBlock block = blocks.blocks[i];
        int x = i % blocks.across;
        int y = i / blocks.across;
        boolean present = block.included ? bits.bit() == 1 : blocks.inclusion.below(bits, x, y, layer + 1);
        if (!present) {
            return;
        }
        if (!block.included) {
            block.included = true;
            int planes = 0;
            while (!blocks.zeroPlanes.below(bits, x, y, planes + 1)) {
                planes++;
                if (planes > 64) {
                    throw new CodecException("its JPEG 2000 picture has a damaged packet");
                }
            }
            block.zeroPlanes = planes;
        }
        int passes = passes(bits);
        while (bits.bit() == 1) {
            if (++block.lengthBits > 31) {
                throw new CodecException("its JPEG 2000 picture has a damaged packet");
            }
        }
        while (passes > 0) {
            CodeBlock.Segment segment = block.open(style);
            int taken = Math.min(passes, segment.mostPasses - segment.passes);
            int width = block.lengthBits + 31 - Integer.numberOfLeadingZeros(taken);
            segment.newBytes = width > 31 ? -1 : bits.take(width);
            if (segment.newBytes < 0 || segment.newBytes > in.length) {
                throw new CodecException("its JPEG 2000 picture has a block of impossible length");
            }
            segment.passes += taken;
            block.passes += taken;
            passes -= taken;
        }
    }

    private static int passes(PacketBits bits) {
        if (bits.bit() == 0) {
            return 1;
        }
        if (bits.bit() == 0) {
            return 2;
        }
        int few = bits.take(2);
        if (few < 3) {
            return 3 + few;
        }
        int some = bits.take(5);
        return some < 31 ? 6 + some : 37 + bits.take(7);
    }

    private void bodies(Precinct.Blocks blocks) {
        for (CodeBlock block : blocks.blocks) {
            for (CodeBlock.Segment segment : block.segments) {
                if (segment.newBytes > in.length - at) {
                    throw new CodecException("its JPEG 2000 picture ends within a block");
                }
                if (segment.newBytes > 0) {
                    int from = at;
                    at += segment.newBytes;
                    segment.append(in, from);
                }
            }
        }
    }
}
