package org.sagittal.preprocessing.image2d;

import java.util.Set;

/** The first bytes by which kinds of pictures are known. */
enum Magic {
    /** Classic and BigTIFF of either byte order. */
    TIFF {
        @Override
        boolean begins(byte[] s) {
            boolean little = s.length > 7 && s[0] == 'I' && s[1] == 'I' && s[3] == 0 && (s[2] == 42 || s[2] == 43);
            return little || s.length > 7 && s[0] == 'M' && s[1] == 'M' && s[2] == 0 && (s[3] == 42 || s[3] == 43);
        }
    },
    /** PNG. */
    PNG {
        @Override
        boolean begins(byte[] s) {
            return s.length > 7 && (s[0] & 0xff) == 0x89 && s[1] == 'P' && s[2] == 'N' && s[3] == 'G' && s[4] == 13;
        }
    },
    /** BMP; two letters are few, so the length of its second header is asked too. */
    BMP {
        private static final Set<Integer> HEADER_BYTES = Set.of(12, 40, 52, 56, 64, 108, 124);

        @Override
        boolean begins(byte[] s) {
            return s.length > 26 && s[0] == 'B' && s[1] == 'M' && HEADER_BYTES.contains((int) s[14]) && s[15] == 0;
        }
    },
    /** JPEG. */
    JPEG {
        @Override
        boolean begins(byte[] s) {
            return s.length > 3 && (s[0] & 0xff) == 0xff && (s[1] & 0xff) == 0xd8 && (s[2] & 0xff) == 0xff;
        }
    },
    /** PBM, PGM and PPM. */
    PNM {
        @Override
        boolean begins(byte[] s) {
            boolean kind = s.length > 6 && s[0] == 'P' && s[1] >= '1' && s[1] <= '6';
            return kind && (Character.isWhitespace(s[2]) || s[2] == '#');
        }
    };

    abstract boolean begins(byte[] start);
}
