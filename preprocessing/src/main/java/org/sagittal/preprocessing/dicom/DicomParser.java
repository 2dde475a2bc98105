package org.sagittal.preprocessing.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;

/**
 * Elements of one encoding -> data sets. Depth, number and bytes of elements are bounded; a length beyond its container or the file is
 * refused.
 */
final class DicomParser {
    /** Sequences within sequences; real files have less than 10. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_ELEMENTS = 4_000_000;

    /** Longer values, which hold documents or private data, are passed over. */
    private static final int LONGEST_VALUE = 1 << 26;

    private static final long MOST_BYTES = 1L << 28;
    private static final long UNDEFINED = 0xffffffffL;
    private static final int ITEM = 0xfffee000;
    private static final int ITEM_END = 0xfffee00d;
    private static final int SEQUENCE_END = 0xfffee0dd;

    private final Path file;
    private final DicomCursor in;
    private int elements;
    private long bytes;
    private PixelPlace pixels;

    /** Where the pixels are: length -1 for fragments. */
    record PixelPlace(int tag, Vr vr, long offset, long length) {}

    /** Tag, representation and length of an element. */
    private record Head(int tag, Vr vr, long length) {
        boolean undefined() {
            return length == UNDEFINED;
        }
    }

    DicomParser(Path file, DicomCursor in) {
        this.file = file;
        this.in = in;
    }

    /** Where the pixels are that ended the outermost data set; null if it had none. */
    PixelPlace pixels() {
        return pixels;
    }

    /** Reads the group 0002, which is explicit and little endian in every file. */
    DicomDataset meta() throws IOException {
        List<DicomElement> found = new ArrayList<>();
        while (in.peek(0) == 2 && in.peek(1) == 0) {
            DicomElement element = value(head(true), true, in.position() + in.remaining(), CharacterSet.DEFAULT, 0);
            if (element != null) {
                found.add(element);
            }
        }
        return new DicomDataset(file, CharacterSet.DEFAULT, found);
    }

    /** Reads the outermost data set up to its pixels or its end. */
    DicomDataset dataset(boolean explicit) throws IOException {
        return dataset(in.position() + in.remaining(), explicit, CharacterSet.DEFAULT, 0);
    }

    private DicomDataset dataset(long end, boolean explicit, CharacterSet outer, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new FormatException(file, "has sequences nested deeper than " + MAX_DEPTH);
        }
        List<DicomElement> found = new ArrayList<>();
        CharacterSet characters = outer;
        while (in.position() < end && in.hasMore()) {
            Head head = head(explicit);
            if (head.tag == ITEM_END || head.tag == SEQUENCE_END) {
                if (depth > 0) {
                    break;
                }
                continue;
            }
            if (depth == 0 && isPixels(head.tag)) {
                pixels = new PixelPlace(head.tag, head.vr, in.position(), head.undefined() ? -1 : head.length);
                break;
            }
            DicomElement element = value(head, explicit, end, characters, depth);
            if (element == null) {
                continue;
            }
            found.add(element);
            if (head.tag == Tag.SPECIFIC_CHARACTER_SET) {
                characters = CharacterSet.of(
                        new DicomDataset(file, CharacterSet.DEFAULT, List.of(element)).strings(head.tag));
            }
        }
        return new DicomDataset(file, characters, found);
    }

    private static boolean isPixels(int tag) {
        return tag == Tag.PIXEL_DATA || tag == Tag.FLOAT_PIXEL_DATA || tag == Tag.DOUBLE_FLOAT_PIXEL_DATA;
    }

    private Head head(boolean explicit) throws IOException {
        if (++elements > MAX_ELEMENTS) {
            throw new FormatException(file, "has more than " + MAX_ELEMENTS + " elements");
        }
        int tag = in.tag();
        if (tag == ITEM || tag == ITEM_END || tag == SEQUENCE_END) {
            return new Head(tag, Vr.UN, in.u32());
        }
        int first = in.peek(0);
        int second = in.peek(1);
        if (!explicit || !Vr.isCode(first, second)) {
            return new Head(tag, TagDictionary.of(tag), in.u32());
        }
        in.moveTo(in.position() + 2);
        Vr vr = Vr.of(first, second);
        boolean known = vr != Vr.UN || first == 'U' && second == 'N';
        if (known ? vr.longLength() : in.peek(0) == 0 && in.peek(1) == 0) {
            in.u16();
            return new Head(tag, vr, in.u32());
        }
        return new Head(tag, vr, in.u16());
    }

    /** The element after its head; null for one that is passed over. */
    private DicomElement value(Head head, boolean explicit, long end, CharacterSet characters, int depth)
            throws IOException {
        if (head.undefined()) {
            if (head.vr == Vr.OB || head.vr == Vr.OW) {
                skipFragments();
                return null;
            }
            // An unknown sequence of undefined length is implicit and little endian inside (PS3.5 6.2.2).
            boolean inner = explicit && head.vr != Vr.UN;
            boolean turned = in.bigEndian();
            in.bigEndian(turned && head.vr != Vr.UN);
            List<DicomDataset> items = items(end, inner, characters, depth);
            in.bigEndian(turned);
            return DicomElement.sequence(head.tag, items);
        }
        if (head.length > end - in.position()) {
            throw new FormatException(
                    file,
                    "is cut or damaged: " + Tag.text(head.tag) + " at byte " + in.position() + " should have "
                            + head.length + " bytes, but " + (end - in.position()) + " are left");
        }
        if (head.vr == Vr.SQ) {
            return DicomElement.sequence(head.tag, items(in.position() + head.length, explicit, characters, depth));
        }
        if (head.length > LONGEST_VALUE) {
            in.moveTo(in.position() + head.length);
            return null;
        }
        bytes += head.length;
        if (bytes > MOST_BYTES) {
            throw new FormatException(file, "has more than " + (MOST_BYTES >> 20) + " MiB beside its pixels");
        }
        byte[] value = in.bytes((int) head.length);
        if (in.bigEndian()) {
            turn(value, head.vr);
        }
        return DicomElement.of(head.tag, head.vr, value);
    }

    private static void turn(byte[] value, Vr vr) {
        int size = vr == Vr.AT ? 2 : vr.bytes();
        for (int at = 0; size > 1 && at + size <= value.length; at += size) {
            for (int i = at, j = at + size - 1; i < j; i++, j--) {
                byte b = value[i];
                value[i] = value[j];
                value[j] = b;
            }
        }
    }

    private List<DicomDataset> items(long end, boolean explicit, CharacterSet characters, int depth)
            throws IOException {
        List<DicomDataset> items = new ArrayList<>();
        while (in.position() < end && in.hasMore()) {
            int tag = in.tag();
            long length = in.u32();
            if (tag == SEQUENCE_END) {
                break;
            }
            if (tag != ITEM) {
                throw new FormatException(
                        file,
                        "is damaged: at byte " + (in.position() - 8) + " an item must start, but " + Tag.text(tag)
                                + " is there");
            }
            if (length != UNDEFINED && length > end - in.position()) {
                throw new FormatException(
                        file,
                        "is cut or damaged: an item at byte " + in.position() + " should have " + length
                                + " bytes, but " + (end - in.position()) + " are left");
            }
            if (++elements > MAX_ELEMENTS) {
                throw new FormatException(file, "has more than " + MAX_ELEMENTS + " elements");
            }
            long itemEnd = length == UNDEFINED ? end : in.position() + length;
            items.add(dataset(itemEnd, explicit, characters, depth + 1));
            if (length != UNDEFINED) {
                in.moveTo(itemEnd);
            }
        }
        return items;
    }

    private void skipFragments() throws IOException {
        while (in.hasMore()) {
            int tag = in.tag();
            long length = in.u32();
            if (tag != ITEM) {
                return;
            }
            if (length > in.remaining()) {
                throw new EOFException();
            }
            in.moveTo(in.position() + length);
        }
    }
}
