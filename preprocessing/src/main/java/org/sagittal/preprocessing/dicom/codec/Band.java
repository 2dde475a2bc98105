package org.sagittal.preprocessing.dicom.codec;

/**
 * A band of a resolution: its rectangle, and where its coefficients go in the array of its tile component.
 *
 * @param kind 0 LL, 1 HL (high across), 2 LH (high down), 3 HH
 * @param index counted from the coarsest
 * @param left first column, right end and so on in the band's own coordinates
 * @param top first row
 * @param right column behind the last
 * @param bottom row behind the last
 * @param toX column of the array of its first coefficient
 * @param toY row of the array of its first coefficient
 */
record Band(int kind, int index, int left, int top, int right, int bottom, int toX, int toY) {}
