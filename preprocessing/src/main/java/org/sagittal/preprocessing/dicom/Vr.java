package org.sagittal.preprocessing.dicom;

/**
 * Value representations of DICOM: how an element's bytes are to be read.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part05/sect_6.2.html">PS3.5 section 6.2</a>
 */
public enum Vr {
    /** Application entity. */
    AE(Kind.TEXT, 0),
    /** Age. */
    AS(Kind.TEXT, 0),
    /** Attribute tag: two numbers of 16 bits. */
    AT(Kind.TAG, 4),
    /** Code string. */
    CS(Kind.TEXT, 0),
    /** Date. */
    DA(Kind.TEXT, 0),
    /** Decimal string. */
    DS(Kind.TEXT, 0),
    /** Date and time. */
    DT(Kind.TEXT, 0),
    /** Float64. */
    FD(Kind.FLOATING, 8),
    /** Float32. */
    FL(Kind.FLOATING, 4),
    /** Integer string. */
    IS(Kind.TEXT, 0),
    /** Long string. */
    LO(Kind.CHARSET_TEXT, 0),
    /** Long text. */
    LT(Kind.CHARSET_TEXT, 0),
    /** Other byte. */
    OB(Kind.BINARY, 1),
    /** Other double. */
    OD(Kind.FLOATING, 8),
    /** Other float. */
    OF(Kind.FLOATING, 4),
    /** Other long. */
    OL(Kind.UNSIGNED, 4),
    /** Other very long. */
    OV(Kind.SIGNED, 8),
    /** Other word. */
    OW(Kind.UNSIGNED, 2),
    /** Person name. */
    PN(Kind.CHARSET_TEXT, 0),
    /** Short string. */
    SH(Kind.CHARSET_TEXT, 0),
    /** Signed 32 bits. */
    SL(Kind.SIGNED, 4),
    /** Sequence of items. */
    SQ(Kind.SEQUENCE, 0),
    /** Signed 16 bits. */
    SS(Kind.SIGNED, 2),
    /** Short text. */
    ST(Kind.CHARSET_TEXT, 0),
    /** Signed 64 bits. */
    SV(Kind.SIGNED, 8),
    /** Time. */
    TM(Kind.TEXT, 0),
    /** Unlimited characters. */
    UC(Kind.CHARSET_TEXT, 0),
    /** Unique identifier. */
    UI(Kind.TEXT, 0),
    /** Unsigned 32 bits. */
    UL(Kind.UNSIGNED, 4),
    /** Unknown. */
    UN(Kind.BINARY, 1),
    /** Universal resource. */
    UR(Kind.TEXT, 0),
    /** Unsigned 16 bits. */
    US(Kind.UNSIGNED, 2),
    /** Unlimited text. */
    UT(Kind.CHARSET_TEXT, 0),
    /** Unsigned 64 bits. */
    UV(Kind.UNSIGNED, 8);

    /** What values of a representation are. */
    enum Kind {
        /** Characters of the default repertoire. */
        TEXT,
        /** Characters of the data set's character set. */
        CHARSET_TEXT,
        /** Whole numbers of two's complement. */
        SIGNED,
        /** Whole numbers. */
        UNSIGNED,
        /** Floating point numbers. */
        FLOATING,
        /** Pairs of 16 bit numbers. */
        TAG,
        /** Nested data sets. */
        SEQUENCE,
        /** Bytes. */
        BINARY
    }

    private final Kind kind;
    private final int bytes;

    Vr(Kind kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    Kind kind() {
        return kind;
    }

    /** Bytes of one number, whose order a big-endian file turns; 0 for text and sequences. */
    int bytes() {
        return bytes;
    }

    /** Whether several values are separated by backslashes. */
    boolean multiple() {
        return this != LT && this != ST && this != UT && this != UR;
    }

    /** Whether an explicit element has two unused bytes and a length of 32 bits. */
    boolean longLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** Whether two bytes of a file name a representation. */
    static boolean isCode(int first, int second) {
        return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    }

    /** The representation of a two-letter code; one that is not known is {@link #UN}. */
    static Vr of(int first, int second) {
        for (Vr vr : values()) {
            if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
                return vr;
            }
        }
        return UN;
    }
}
