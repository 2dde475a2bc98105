package org.sagittal.preprocessing.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.sagittal.geometry.io.file.FormatException;

/**
 * A data set: tag -> values, for each tag at most once. What is absent or empty is an empty result; what is there but is no such value
 * is refused with the tag. Numbers are little endian inside, whatever the file was.
 */
public final class DicomDataset {
    private static final int LONGEST_SHOWN = 40;

    private final Path file;
    private final CharacterSet characters;
    private final TreeMap<Integer, DicomElement> elements = new TreeMap<>(Integer::compareUnsigned);

    DicomDataset(Path file, CharacterSet characters, Collection<DicomElement> elements) {
        this.file = file;
        this.characters = characters;
        elements.forEach(e -> this.elements.putIfAbsent(e.tag(), e));
    }

    /**
     * Starts a new data set.
     *
     * @return an empty builder
     */
    public static DicomDatasetBuilder builder() {
        return new DicomDatasetBuilder();
    }

    /**
     * Which elements are there.
     *
     * @return tags in ascending order
     */
    public Set<Integer> tags() {
        return Collections.unmodifiableSet(elements.keySet());
    }

    /**
     * Whether an element is there, even if empty.
     *
     * @param tag 32 bits
     * @return true if so
     */
    public boolean contains(int tag) {
        return elements.containsKey(tag);
    }

    /**
     * The first value of a text.
     *
     * @param tag 32 bits
     * @return without padding; empty if absent or empty
     */
    public Optional<String> string(int tag) {
        return strings(tag).stream().findFirst().filter(s -> !s.isEmpty());
    }

    /**
     * A unique identifier.
     *
     * @param tag 32 bits
     * @return without padding; empty if absent or empty
     */
    public Optional<String> uid(int tag) {
        return string(tag);
    }

    /**
     * All values of a text.
     *
     * @param tag 32 bits
     * @return without padding; values may be empty texts; no values if absent or empty
     */
    public List<String> strings(int tag) {
        DicomElement e = elements.get(tag);
        if (e == null || e.value().length == 0) {
            return List.of();
        }
        Vr vr = vrOf(e);
        if (vr.bytes() > 1) {
            return numbersAsText(e, vr);
        }
        String text = vr.kind() == Vr.Kind.TEXT
                ? new String(e.value(), StandardCharsets.ISO_8859_1)
                : characters.decode(e.value());
        List<String> values = new ArrayList<>();
        for (String value : vr.multiple() ? text.split("\\\\", -1) : new String[] {text}) {
            values.add(trimmed(value));
        }
        return values;
    }

    private static String trimmed(String value) {
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) <= ' ') {
            end--;
        }
        int start = 0;
        while (start < end && value.charAt(start) <= ' ') {
            start++;
        }
        return value.substring(start, end);
    }

    private List<String> numbersAsText(DicomElement e, Vr vr) {
        List<String> values = new ArrayList<>();
        for (double d : decimals(e.tag())) {
            values.add(vr.kind() == Vr.Kind.FLOATING ? Double.toString(d) : Long.toString((long) d));
        }
        return values;
    }

    /**
     * The first whole number of an element, binary or text.
     *
     * @param tag 32 bits
     * @return empty if absent or empty
     * @throws FormatException if it is no number
     */
    public OptionalInt integer(int tag) {
        int[] all = integers(tag);
        return all.length == 0 ? OptionalInt.empty() : OptionalInt.of(all[0]);
    }

    /**
     * The first number of an element, binary or text.
     *
     * @param tag 32 bits
     * @return empty if absent or empty
     * @throws FormatException if it is no number
     */
    public OptionalDouble decimal(int tag) {
        double[] all = decimals(tag);
        return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(all[0]);
    }

    /**
     * All whole numbers of an element, binary or text; tags (AT) are 32 bits with the group above.
     *
     * @param tag 32 bits
     * @return no numbers if absent or empty
     * @throws FormatException if one is no number or does not fit
     */
    public int[] integers(int tag) {
        double[] values = decimals(tag);
        boolean isTag = values.length > 0 && vrOf(elements.get(tag)) == Vr.AT;
        int[] whole = new int[values.length];
        for (int i = 0; i < whole.length; i++) {
            double value = values[i];
            if (value != Math.rint(value) || !isTag && (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE)) {
                throw new FormatException(file, Tag.text(tag) + " must be a whole number of 32 bits, got " + value);
            }
            whole[i] = (int) (long) value;
        }
        return whole;
    }

    /**
     * All numbers of an element, binary or text.
     *
     * @param tag 32 bits
     * @return no numbers if absent or empty
     * @throws FormatException if one is no number
     */
    public double[] decimals(int tag) {
        DicomElement e = elements.get(tag);
        if (e == null || e.value().length == 0) {
            return new double[0];
        }
        Vr vr = vrOf(e);
        return switch (vr.kind()) {
            case SIGNED, UNSIGNED, FLOATING, TAG -> binary(e, vr);
            default -> parsed(e);
        };
    }

    private double[] parsed(DicomElement e) {
        List<String> texts = strings(e.tag());
        if (texts.stream().allMatch(String::isEmpty)) {
            return new double[0];
        }
        return texts.stream()
                .mapToDouble(text -> DicomNumber.parse(text).orElseThrow(() -> {
                    String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
                    return new FormatException(file, Tag.text(e.tag()) + " must be a number, got '" + shown + "'");
                }))
                .toArray();
    }

    private static double[] binary(DicomElement e, Vr vr) {
        ByteBuffer in = ByteBuffer.wrap(e.value()).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[e.value().length / vr.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = DicomNumber.binary(in, vr);
        }
        return values;
    }

    /** What is not told is looked up; a number of unknown kind with 2 or 4 bytes is most often unsigned. */
    private static Vr vrOf(DicomElement e) {
        if (e.vr() != Vr.UN) {
            return e.vr();
        }
        return TagDictionary.of(e.tag());
    }

    /**
     * The nested data sets of a sequence.
     *
     * @param tag 32 bits
     * @return none if absent, empty, or no sequence
     */
    public List<DicomDataset> items(int tag) {
        DicomElement e = elements.get(tag);
        return e == null ? List.of() : e.items();
    }

    /**
     * The first nested data set of a sequence.
     *
     * @param tag 32 bits
     * @return empty if there is none
     */
    public Optional<DicomDataset> item(int tag) {
        return items(tag).stream().findFirst();
    }

    /**
     * The bytes of an element, 16-bit words of OW with their low byte first.
     *
     * @param tag 32 bits
     * @return a copy; empty if absent
     */
    public Optional<byte[]> bytes(int tag) {
        return Optional.ofNullable(elements.get(tag)).map(e -> e.value().clone());
    }

    /**
     * Where the data set was read from.
     *
     * @return the file; {@code new data set} for one that was built
     */
    public Path file() {
        return file;
    }

    Collection<DicomElement> elements() {
        return Collections.unmodifiableCollection(elements.values());
    }
}
