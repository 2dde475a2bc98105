package org.sagittal.preprocessing.dicom.codec;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * The markers of a JPEG 2000 code stream: size of the picture, and for each tile how it is coded and its bytes.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex A</a>
 */
final class CodeStream {
    private static final int SIZE = 0xff51;
    private static final int CODING = 0xff52;
    private static final int COMPONENT_CODING = 0xff53;
    private static final int STEPS = 0xff5c;
    private static final int COMPONENT_STEPS = 0xff5d;
    private static final int TILE_PART = 0xff90;
    private static final int DATA = 0xff93;
    private static final int MOST_TILES = 65535;

    private final byte[] in;
    private int at;
    private int right;
    private int bottom;
    private int left;
    private int top;
    private long tileWidth;
    private long tileHeight;
    private int tileLeft;
    private int tileTop;
    private int samples;
    private int depth;
    private Tile common;
    private final Map<Integer, Tile> tiles = new TreeMap<>();

    /** How a tile is coded, and its bytes. */
    static final class Tile {
        final CodingStyle[] styles;
        private final boolean[] ownBlocks;
        private final boolean[] ownSteps;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int order;
        int layers;
        boolean transform;
        private boolean coded;
        private boolean quantized;

        Tile(int samples) {
            styles = new CodingStyle[samples];
            ownBlocks = new boolean[samples];
            ownSteps = new boolean[samples];
            for (int c = 0; c < samples; c++) {
                styles[c] = new CodingStyle();
            }
        }

        Tile(Tile common) {
            this(common.styles.length);
            for (int c = 0; c < styles.length; c++) {
                styles[c] = common.styles[c].copy();
            }
            order = common.order;
            layers = common.layers;
            transform = common.transform;
            coded = common.coded;
            quantized = common.quantized;
        }
    }

    CodeStream(byte[] in, int start) {
        this.in = in;
        this.at = start + 2;
    }

    int u8(int position) {
        if (position < 0 || position >= in.length) {
            throw new CodecException("its JPEG 2000 picture ends within a header");
        }
        return in[position] & 0xff;
    }

    int u16(int position) {
        return u8(position) << 8 | u8(position + 1);
    }

    private long u32(int position) {
        return (long) u16(position) << 16 | u16(position + 2);
    }

    /** Reads all markers. */
    void read(PictureShape shape) {
        while (u16(at) != TILE_PART) {
            segment(common, shape);
        }
        if (common == null || !common.coded || !common.quantized) {
            throw new CodecException("its JPEG 2000 picture lacks its size, coding style or quantization");
        }
        while (at + 1 < in.length && u16(at) == TILE_PART) {
            tilePart(shape);
        }
        if (tiles.size() < across() * down()) {
            throw new CodecException(
                    "its JPEG 2000 picture has " + tiles.size() + " of " + across() * down() + " tiles");
        }
    }

    private void segment(Tile tile, PictureShape shape) {
        int marker = u16(at);
        int end = at + 2 + u16(at + 2);
        int from = at + 4;
        if (end > in.length || end < from) {
            throw new CodecException("its JPEG 2000 picture ends within a header");
        }
        if (marker != SIZE && tile == null) {
            throw new CodecException("its JPEG 2000 picture does not start with its size");
        }
        switch (marker) {
            case SIZE -> size(from, shape);
            case CODING -> coding(tile, from, end);
            case COMPONENT_CODING -> componentCoding(tile, from, end);
            case STEPS -> steps(tile, from, end);
            case COMPONENT_STEPS -> componentSteps(tile, from, end);
            case 0xff5e -> throw refused("a region of interest");
            case 0xff5f -> throw refused("changes of progression order");
            case 0xff60, 0xff61 -> throw refused("packed packet headers");
            default -> {
                if (marker < 0xff30) {
                    throw new CodecException(
                            "its JPEG 2000 picture is damaged: a marker is " + Integer.toHexString(marker));
                }
            }
        }
        at = end;
    }

    private static CodecException refused(String what) {
        return new CodecException(
                "its JPEG 2000 picture has " + what + ", which is not decoded; convert it, e.g. with 'gdcmconv --raw'");
    }

    private void size(int from, PictureShape shape) {
        long[] grid = new long[8];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = u32(from + 2 + 4 * i);
        }
        samples = u16(from + 34);
        depth = u8(from + 36);
        for (long g : grid) {
            if (g > Integer.MAX_VALUE && g != grid[4] && g != grid[5]) {
                throw new CodecException("its JPEG 2000 picture lies at " + g);
            }
        }
        right = (int) grid[0];
        bottom = (int) grid[1];
        left = (int) grid[2];
        top = (int) grid[3];
        tileWidth = grid[4];
        tileHeight = grid[5];
        tileLeft = (int) grid[6];
        tileTop = (int) grid[7];
        if (common != null
                || tileWidth < 1
                || tileHeight < 1
                || tileLeft > left
                || tileTop > top
                || tileLeft + tileWidth <= left
                || tileTop + tileHeight <= top) {
            throw new CodecException("its JPEG 2000 picture has tiles that do not cover it");
        }
        shape.require(bottom - top, right - left, samples);
        if ((long) across() * down() > MOST_TILES) {
            throw new CodecException("its JPEG 2000 picture has more than " + MOST_TILES + " tiles");
        }
        for (int c = 0; c < samples; c++) {
            if (u8(from + 36 + 3 * c) != depth || u16(from + 37 + 3 * c) != 0x0101) {
                throw refused("components of different kinds");
            }
        }
        if (bits() > 26) {
            throw refused(bits() + " bits");
        }
        common = new Tile(samples);
    }

    private void coding(Tile tile, int from, int end) {
        tile.order = u8(from + 1);
        tile.layers = u16(from + 2);
        tile.transform = u8(from + 4) == 1;
        tile.coded = true;
        for (int c = 0; c < samples; c++) {
            if (!tile.ownBlocks[c]) {
                tile.styles[c].readBlocks(this, from + 5, end, (u8(from) & 1) == 1);
            }
        }
    }

    private void componentCoding(Tile tile, int from, int end) {
        int wide = samples < 257 ? 1 : 2;
        int c = component(from, wide);
        tile.ownBlocks[c] = true;
        tile.styles[c].readBlocks(this, from + wide + 1, end, (u8(from + wide) & 1) == 1);
    }

    private void steps(Tile tile, int from, int end) {
        tile.quantized = true;
        for (int c = 0; c < samples; c++) {
            if (!tile.ownSteps[c]) {
                tile.styles[c].readSteps(this, from, end);
            }
        }
    }

    private void componentSteps(Tile tile, int from, int end) {
        int wide = samples < 257 ? 1 : 2;
        int c = component(from, wide);
        tile.ownSteps[c] = true;
        tile.styles[c].readSteps(this, from + wide, end);
    }

    private int component(int from, int wide) {
        int c = wide == 1 ? u8(from) : u16(from);
        if (c >= samples) {
            throw new CodecException("its JPEG 2000 picture has a header for component " + c + " of " + samples);
        }
        return c;
    }

    private void tilePart(PictureShape shape) {
        int start = at;
        int index = u16(at + 4);
        long length = u32(at + 6);
        if (index >= across() * down()) {
            throw new CodecException("its JPEG 2000 picture has a part of tile " + index + " of " + across() * down());
        }
        long end = length == 0 ? in.length : start + length;
        if (end > in.length || end < start + 14) {
            throw new CodecException("its JPEG 2000 picture ends within a tile");
        }
        Tile tile = tiles.computeIfAbsent(index, i -> new Tile(common));
        at += 12;
        while (u16(at) != DATA) {
            segment(tile, shape);
        }
        at += 2;
        if (at > end) {
            throw new CodecException("its JPEG 2000 picture has a tile header that is longer than its tile");
        }
        tile.bytes.write(in, at, (int) end - at);
        at = (int) end;
    }

    /** Tiles side by side. */
    int across() {
        return (int) ((right - tileLeft + tileWidth - 1) / tileWidth);
    }

    /** Tiles below each other. */
    int down() {
        return (int) ((bottom - tileTop + tileHeight - 1) / tileHeight);
    }

    /** Precision. */
    int bits() {
        return (depth & 0x7f) + 1;
    }

    boolean signed() {
        return (depth & 0x80) != 0;
    }

    Tile tile(int index) {
        return tiles.get(index);
    }

    /** Left, top, right and bottom of a tile on the picture's grid. */
    int[] rectangle(int index) {
        long x = tileLeft + index % across() * tileWidth;
        long y = tileTop + index / across() * tileHeight;
        return new int[] {
            (int) Math.max(x, left),
            (int) Math.max(y, top),
            (int) Math.min(x + tileWidth, right),
            (int) Math.min(y + tileHeight, bottom)
        };
    }

    /** Where the picture starts on its grid. */
    int left() {
        return left;
    }

    /** Where the picture starts on its grid. */
    int top() {
        return top;
    }
}
