package org.sagittal.preprocessing.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.file.WholeFile;

/**
 * Data set -> file of explicit little endian with preamble and file meta information; sequences have stated lengths, values have even
 * ones.
 */
public final class DicomWriter {
    /** Our root among identifiers made from UUIDs (PS3.5 annex B.2), of the software rather than of an instance. */
    private static final String IMPLEMENTATION_UID = "2.25.272686726060572827035394631431986611062";

    private static final int PREAMBLE = 128;

    private DicomWriter() {}

    /**
     * Writes a file without pixels, or whose pixels are an element of the data set.
     *
     * @param file where to; replaced once the new one is whole
     * @param dataset must have SOP class and instance UID
     */
    public static void write(Path file, DicomDataset dataset) {
        byte[] head = head(dataset);
        WholeFile.write(file, out -> {
            out.write(head);
            out.write(encoded(withCharacters(dataset)));
        });
    }

    /**
     * Writes a file whose pixels are given as a stream.
     *
     * @param file where to; replaced once the new one is whole
     * @param dataset everything before the pixels; must have SOP class and instance UID, and no pixel data
     * @param vr OB or OW
     * @param pixelBytes how many bytes the pixels have
     * @param pixels writes just so many bytes, words with their low byte first
     */
    public static void write(Path file, DicomDataset dataset, Vr vr, long pixelBytes, WholeFile.Content pixels) {
        if (pixelBytes < 0 || pixelBytes >= 0xffffffffL) {
            throw new IllegalArgumentException("pixelBytes must fit 32 bits, got " + pixelBytes);
        }
        byte[] head = head(dataset);
        byte[] body = encoded(withCharacters(dataset));
        long padded = pixelBytes + (pixelBytes & 1);
        WholeFile.write(file, out -> {
            out.write(head);
            out.write(body);
            putHead(out, Tag.PIXEL_DATA, vr, padded);
            pixels.writeTo(out);
            if (padded > pixelBytes) {
                out.write(0);
            }
        });
    }

    private static DicomDataset withCharacters(DicomDataset dataset) {
        if (dataset.contains(Tag.SPECIFIC_CHARACTER_SET)) {
            return dataset;
        }
        List<DicomElement> all = new ArrayList<>(dataset.elements());
        all.add(DicomElement.of(
                Tag.SPECIFIC_CHARACTER_SET, Vr.CS, new byte[] {'I', 'S', 'O', '_', 'I', 'R', ' ', '1', '9', '2'}));
        return new DicomDataset(dataset.file(), CharacterSet.UTF_8, all);
    }

    private static byte[] head(DicomDataset dataset) {
        DicomDatasetBuilder meta = DicomDataset.builder()
                .put(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, new byte[] {0, 1})
                .put(Tag.MEDIA_STORAGE_SOP_CLASS_UID, required(dataset, Tag.SOP_CLASS_UID))
                .put(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, required(dataset, Tag.SOP_INSTANCE_UID))
                .put(Tag.TRANSFER_SYNTAX_UID, TransferSyntax.EXPLICIT_LITTLE.uid())
                .put(Tag.IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_UID)
                .put(Tag.IMPLEMENTATION_VERSION_NAME, "SAGITTAL");
        byte[] body = encoded(meta.build());
        byte[] length = encoded(DicomDataset.builder()
                .put(Tag.FILE_META_INFORMATION_GROUP_LENGTH, body.length)
                .build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[PREAMBLE]);
        out.writeBytes(new byte[] {'D', 'I', 'C', 'M'});
        out.writeBytes(length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static String required(DicomDataset dataset, int tag) {
        return dataset.uid(tag)
                .orElseThrow(
                        () -> new IllegalArgumentException("dataset must have " + Tag.text(tag) + " to be a file"));
    }

    private static byte[] encoded(DicomDataset dataset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            for (DicomElement e : dataset.elements()) {
                put(out, e);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not take a data set", e);
        }
        return out.toByteArray();
    }

    private static void put(OutputStream out, DicomElement e) throws IOException {
        if (e.vr() == Vr.SQ || !e.items().isEmpty()) {
            ByteArrayOutputStream items = new ByteArrayOutputStream();
            for (DicomDataset item : e.items()) {
                byte[] body = encoded(item);
                putTag(items, 0xfffee000);
                putInt(items, body.length);
                items.writeBytes(body);
            }
            putHead(out, e.tag(), Vr.SQ, items.size());
            items.writeTo(out);
            return;
        }
        byte[] value = e.value();
        int odd = value.length & 1;
        putHead(out, e.tag(), e.vr(), value.length + odd);
        out.write(value);
        if (odd == 1) {
            boolean zero = e.vr() == Vr.UI || e.vr().kind() == Vr.Kind.BINARY;
            out.write(zero ? 0 : ' ');
        }
    }

    private static void putHead(OutputStream out, int tag, Vr vr, long length) throws IOException {
        putTag(out, tag);
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.longLength()) {
            putShort(out, 0);
            putInt(out, length);
            return;
        }
        if (length > 0xffff) {
            throw new IllegalArgumentException(
                    Tag.text(tag) + " must have at most 65535 bytes as " + vr + ", got " + length);
        }
        putShort(out, (int) length);
    }

    private static void putTag(OutputStream out, int tag) throws IOException {
        putShort(out, tag >>> 16);
        putShort(out, tag);
    }

    private static void putShort(OutputStream out, int value) throws IOException {
        out.write(value);
        out.write(value >> 8);
    }

    private static void putInt(OutputStream out, long value) throws IOException {
        putShort(out, (int) value);
        putShort(out, (int) (value >> 16));
    }
}
