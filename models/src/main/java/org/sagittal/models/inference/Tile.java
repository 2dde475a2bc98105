package org.sagittal.models.inference;

/**
 * Where a tile begins in the padded image.
 *
 * @param z first slice
 * @param y first row
 * @param x first column
 */
record Tile(int z, int y, int x) {}
