package org.sagittal.preprocessing.dicom;

import java.util.List;

/**
 * How a file's data set and its pixels are encoded.
 *
 * @param uid unique identifier, e.g. {@code 1.2.840.10008.1.2.1}
 * @param name as the standard names it
 * @param coding how its pixels are packed
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part05/chapter_10.html">PS3.5 section 10, PS3.6 annex A</a>
 */
public record TransferSyntax(String uid, String name, Coding coding) {
    /** How pixels are packed. */
    public enum Coding {
        /** One after another. */
        NATIVE,
        /** Run lengths of bytes. */
        RLE,
        /** ISO 10918-1: Huffman-coded cosine transform of 8 or 12 bits, or lossless prediction. */
        JPEG,
        /** ISO 14495-1. */
        JPEG_LS,
        /** ISO 15444-1. */
        JPEG_2000,
        /** Something that Sagittal does not decode. */
        REFUSED
    }

    /** Little endian without value representations. */
    public static final TransferSyntax IMPLICIT_LITTLE =
            new TransferSyntax("1.2.840.10008.1.2", "Implicit VR Little Endian", Coding.NATIVE);

    /** Little endian with value representations. */
    public static final TransferSyntax EXPLICIT_LITTLE =
            new TransferSyntax("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Coding.NATIVE);

    /** {@link #EXPLICIT_LITTLE} within a raw deflate stream. */
    public static final TransferSyntax DEFLATED =
            new TransferSyntax("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Coding.NATIVE);

    /** Big endian with value representations; retired. */
    public static final TransferSyntax EXPLICIT_BIG =
            new TransferSyntax("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Coding.NATIVE);

    private static final List<TransferSyntax> KNOWN = List.of(
            IMPLICIT_LITTLE,
            EXPLICIT_LITTLE,
            DEFLATED,
            EXPLICIT_BIG,
            new TransferSyntax(
                    "1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", Coding.JPEG),
            new TransferSyntax("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", Coding.JPEG),
            new TransferSyntax("1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 and 12)", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)", Coding.JPEG),
            new TransferSyntax("1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)", Coding.JPEG),
            new TransferSyntax("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", Coding.JPEG_LS),
            new TransferSyntax("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", Coding.JPEG_LS),
            new TransferSyntax("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", Coding.JPEG_2000),
            new TransferSyntax("1.2.840.10008.1.2.4.91", "JPEG 2000", Coding.JPEG_2000),
            new TransferSyntax("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.94", "JPIP Referenced", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile at Main Level", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile at High Level", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile", Coding.REFUSED),
            new TransferSyntax(
                    "1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.112", "JPEG XL", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", Coding.REFUSED),
            new TransferSyntax(
                    "1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options Lossless", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", Coding.REFUSED),
            new TransferSyntax("1.2.840.10008.1.2.5", "RLE Lossless", Coding.RLE));

    /**
     * A transfer syntax by its identifier.
     *
     * @param uid the identifier
     * @return a known one, or one whose pixels are refused
     */
    public static TransferSyntax of(String uid) {
        return KNOWN.stream()
                .filter(s -> s.uid.equals(uid))
                .findFirst()
                .orElseGet(() -> new TransferSyntax(uid, "a transfer syntax of unknown name", Coding.REFUSED));
    }

    /** Whether elements carry their value representation. */
    boolean explicit() {
        return !equals(IMPLICIT_LITTLE);
    }

    /** Whether numbers start with their highest byte. */
    boolean bigEndian() {
        return equals(EXPLICIT_BIG);
    }
}
