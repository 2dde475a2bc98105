package org.sagittal.preprocessing.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Collects the elements of a new data set; texts are stored in UTF-8, numbers little endian. A tag that is put again is replaced. */
public final class DicomDatasetBuilder {
    private final TreeMap<Integer, DicomElement> elements = new TreeMap<>(Integer::compareUnsigned);

    DicomDatasetBuilder() {}

    /**
     * Puts texts, or numbers written as texts.
     *
     * @param tag a constant of {@link Tag}
     * @param values none for an empty element
     * @return this
     */
    public DicomDatasetBuilder put(int tag, String... values) {
        return put(tag, TagDictionary.of(tag), values);
    }

    /**
     * Puts texts under a tag that {@link Tag} does not have.
     *
     * @param tag 32 bits
     * @param vr a representation of texts
     * @param values none for an empty element
     * @return this
     */
    public DicomDatasetBuilder put(int tag, Vr vr, String... values) {
        if (vr.kind() != Vr.Kind.TEXT && vr.kind() != Vr.Kind.CHARSET_TEXT && values.length > 0) {
            throw new IllegalArgumentException(Tag.text(tag) + " must not be a text, it is " + vr);
        }
        byte[] bytes = String.join("\\", values).getBytes(StandardCharsets.UTF_8);
        return put(vr == Vr.SQ ? DicomElement.sequence(tag, List.of()) : DicomElement.of(tag, vr, bytes));
    }

    /**
     * Puts whole numbers in the representation that the tag has: binary, IS or DS.
     *
     * @param tag a constant of {@link Tag}; for AT the values are tags
     * @param values the numbers
     * @return this
     */
    public DicomDatasetBuilder put(int tag, int... values) {
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = values[i];
        }
        return put(tag, numbers);
    }

    /**
     * Puts numbers in the representation that the tag has: binary, IS or DS.
     *
     * @param tag a constant of {@link Tag}
     * @param values the numbers
     * @return this
     */
    public DicomDatasetBuilder put(int tag, double... values) {
        Vr vr = TagDictionary.of(tag);
        if (vr.kind() == Vr.Kind.TEXT) {
            String[] texts = new String[values.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = DicomNumber.text(values[i]);
            }
            return put(tag, vr, texts);
        }
        if (vr.bytes() < 2) {
            throw new IllegalArgumentException(Tag.text(tag) + " must not be a number, it is " + vr);
        }
        ByteBuffer out = ByteBuffer.allocate(values.length * vr.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            write(out, vr, value);
        }
        return put(DicomElement.of(tag, vr, out.array()));
    }

    private static void write(ByteBuffer out, Vr vr, double value) {
        if (vr.kind() == Vr.Kind.FLOATING) {
            if (vr.bytes() == 4) {
                out.putFloat((float) value);
            } else {
                out.putDouble(value);
            }
        } else if (vr.kind() == Vr.Kind.TAG) {
            int tag = (int) (long) value;
            out.putShort((short) (tag >>> 16)).putShort((short) tag);
        } else if (vr.bytes() == 2) {
            out.putShort((short) (int) value);
        } else if (vr.bytes() == 4) {
            out.putInt((int) (long) value);
        } else {
            out.putLong((long) value);
        }
    }

    /**
     * Puts a sequence.
     *
     * @param tag 32 bits
     * @param items its items
     * @return this
     */
    public DicomDatasetBuilder put(int tag, List<DicomDataset> items) {
        return put(DicomElement.sequence(tag, items));
    }

    /**
     * Puts bytes as they are.
     *
     * @param tag 32 bits
     * @param vr how they are to be read
     * @param bytes little endian
     * @return this
     */
    public DicomDatasetBuilder put(int tag, Vr vr, byte[] bytes) {
        return put(DicomElement.of(tag, vr, bytes.clone()));
    }

    /**
     * Copies elements, and their nested data sets, from another data set; those it lacks are left out.
     *
     * @param from the other data set
     * @param tags which
     * @return this
     */
    public DicomDatasetBuilder copy(DicomDataset from, int... tags) {
        for (int tag : tags) {
            from.elements().stream().filter(e -> e.tag() == tag).forEach(e -> put(copied(from, e)));
        }
        return this;
    }

    private static DicomElement copied(DicomDataset from, DicomElement e) {
        Vr vr = e.vr() == Vr.UN ? TagDictionary.of(e.tag()) : e.vr();
        if (!e.items().isEmpty()) {
            return DicomElement.sequence(
                    e.tag(),
                    e.items().stream()
                            .map(item -> {
                                DicomDatasetBuilder copy = new DicomDatasetBuilder();
                                item.elements().forEach(inner -> copy.put(copied(item, inner)));
                                return copy.build();
                            })
                            .toList());
        }
        if (vr.kind() == Vr.Kind.CHARSET_TEXT) {
            byte[] text = String.join("\\", from.strings(e.tag())).getBytes(StandardCharsets.UTF_8);
            return DicomElement.of(e.tag(), vr, text);
        }
        return DicomElement.of(e.tag(), vr, e.value());
    }

    private DicomDatasetBuilder put(DicomElement element) {
        elements.put(element.tag(), element);
        return this;
    }

    /**
     * The data set.
     *
     * @return unchanging
     */
    public DicomDataset build() {
        return new DicomDataset(Path.of("new data set"), CharacterSet.UTF_8, elements.values());
    }
}
