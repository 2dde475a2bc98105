package org.sagittal.preprocessing.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/** The part of a resolution that one packet a layer brings. */
final class Precinct {
    final int component;
    final int resolution;
    final int number;

    /** Place on the picture's grid, for progressions by position. */
    final long x;

    final long y;
    final List<Blocks> bands = new ArrayList<>();

    /** Blocks of one band, row by row. */
    static final class Blocks {
        final Band band;
        final int across;
        final CodeBlock[] blocks;
        final TagTree inclusion;
        final TagTree zeroPlanes;

        Blocks(Band band, int across, int down) {
            this.band = band;
            this.across = across;
            this.blocks = new CodeBlock[across * down];
            this.inclusion = new TagTree(Math.max(1, across), Math.max(1, down));
            this.zeroPlanes = new TagTree(Math.max(1, across), Math.max(1, down));
        }
    }

    Precinct(int component, int resolution, int number, long x, long y) {
        this.component = component;
        this.resolution = resolution;
        this.number = number;
        this.x = x;
        this.y = y;
    }

    /** Adds a band's blocks within the precinct's rectangle in that band's coordinates. */
    int add(Band band, long[] rectangle, int widthBits, int heightBits) {
        int left = (int) Math.max(band.left(), rectangle[0]);
        int top = (int) Math.max(band.top(), rectangle[1]);
        int right = (int) Math.min(band.right(), rectangle[2]);
        int bottom = (int) Math.min(band.bottom(), rectangle[3]);
        if (left >= right || top >= bottom) {
            return 0;
        }
        int firstColumn = left >> widthBits;
        int firstRow = top >> heightBits;
        int across = (right - 1 >> widthBits) - firstColumn + 1;
        int down = (bottom - 1 >> heightBits) - firstRow + 1;
        Blocks blocks = new Blocks(band, across, down);
        for (int i = 0; i < blocks.blocks.length; i++) {
            int x0 = Math.max(left, firstColumn + i % across << widthBits);
            int y0 = Math.max(top, firstRow + i / across << heightBits);
            int x1 = Math.min(right, firstColumn + i % across + 1 << widthBits);
            int y1 = Math.min(bottom, firstRow + i / across + 1 << heightBits);
            blocks.blocks[i] = new CodeBlock(x0 - band.left(), y0 - band.top(), x1 - x0, y1 - y0);
        }
        bands.add(blocks);
        return blocks.blocks.length;
    }
}
