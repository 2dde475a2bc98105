package org.sagittal.preprocessing.image2d;

import java.util.HashMap;
import java.util.Map;

/** The fields of a TIFF's directories that are looked at. Reference: TIFF Revision 6.0 (Adobe 1992), its Technical Notes 1 to 3. */
enum TiffTag {
    SUBFILE_TYPE(254),
    WIDTH(256),
    HEIGHT(257),
    BITS_PER_SAMPLE(258),
    COMPRESSION(259),
    PHOTOMETRIC(262),
    DESCRIPTION(270),
    STRIP_OFFSETS(273),
    SAMPLES_PER_PIXEL(277),
    ROWS_PER_STRIP(278),
    STRIP_BYTE_COUNTS(279),
    X_RESOLUTION(282),
    Y_RESOLUTION(283),
    PLANAR_CONFIGURATION(284),
    RESOLUTION_UNIT(296),
    PREDICTOR(317),
    COLOR_MAP(320),
    TILE_WIDTH(322),
    TILE_HEIGHT(323),
    TILE_OFFSETS(324),
    TILE_BYTE_COUNTS(325),
    SAMPLE_FORMAT(339),
    JPEG_TABLES(347);

    private static final Map<Integer, TiffTag> BY_NUMBER = new HashMap<>();

    static {
        for (TiffTag tag : values()) {
            BY_NUMBER.put(tag.number, tag);
        }
    }

    private final int number;

    TiffTag(int number) {
        this.number = number;
    }

    /** The tag of a number, or null. */
    static TiffTag of(int number) {
        return BY_NUMBER.get(number);
    }
}
