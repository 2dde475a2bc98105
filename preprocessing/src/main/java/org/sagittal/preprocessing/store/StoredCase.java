package org.sagittal.preprocessing.store;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.Restoration;

/**
 * One preprocessed case in a store, memory-mapped: boxes of it are read without the rest. Any number of threads may read at a time.
 *
 * <p>The mapping lives as long as this object; nothing has to be closed.
 */
public final class StoredCase {
    private final Path file;
    private final CaseFooter footer;
    private final List<MappedSection> data;
    private final MappedSection seg;
    private final Optional<MappedSection> previous;
    private final ClassLocations locations;

    private StoredCase(Path file, CaseFooter footer, List<MappedSection> sections) {
        this.file = file;
        this.footer = footer;
        this.data =
                sections.stream().filter(s -> s.name().equals(CaseFooter.DATA)).toList();
        this.previous = named(sections, CaseFooter.PREVIOUS);
        this.seg = named(sections, CaseFooter.SEG)
                .orElseThrow(() -> new FormatException(file, "has no labels; preprocess the case again"));
        this.locations = named(sections, CaseFooter.LOCATIONS)
                .map(s -> locations(footer, s.integers()))
                .orElse(ClassLocations.NONE);
        if (data.isEmpty()) {
            throw new FormatException(file, "has no channels; preprocess the case again");
        }
    }

    static StoredCase open(Path file) {
        return CaseFileReader.open(file, (channel, footer) -> open(file, channel, footer));
    }

    private static StoredCase open(Path file, FileChannel channel, CaseFooter footer) throws IOException {
        List<MappedSection> sections = new ArrayList<>();
        for (CaseFooter.Section section : footer.sections()) {
            sections.add(MappedSection.map(channel, section));
        }
        return new StoredCase(file, footer, sections);
    }

    private static Optional<MappedSection> named(List<MappedSection> sections, String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    private static ClassLocations locations(CaseFooter footer, int[] all) {
        List<int[]> rows = new ArrayList<>();
        int from = 0;
        for (int count : footer.counts()) {
            rows.add(Arrays.copyOfRange(all, from, from + 3 * count));
            from += 3 * count;
        }
        return ClassLocations.of(footer.classes(), rows);
    }

    /**
     * The case's name.
     *
     * @return its id in the raw dataset
     */
    public String id() {
        return footer.id();
    }

    String recipe() {
        return footer.recipe();
    }

    /**
     * Extents of every array.
     *
     * @return (z, y, x), transposed order
     */
    public Shape shape() {
        return footer.grid().shape();
    }

    /**
     * The number of image channels.
     *
     * @return at least 1
     */
    public int channels() {
        return data.size();
    }

    /**
     * Whether labels of an earlier network of a cascade are stored as well.
     *
     * @return true if {@link #readPreviousStage} may be called
     */
    public boolean hasPreviousStage() {
        return previous.isPresent();
    }

    /**
     * The way back to the file's grid.
     *
     * @return what preprocessing wrote down
     */
    public Restoration restoration() {
        return footer.restoration();
    }

    /**
     * Drawn voxels of each class.
     *
     * @return the locations, held in memory
     */
    public ClassLocations classLocations() {
        return locations;
    }

    /**
     * Reads a box of one channel.
     *
     * @param channel which, from 0
     * @param box voxels inside {@link #shape()}
     * @param into (z, y, x) of the box's shape, x fastest, filled from index 0
     */
    public void readData(int channel, Box box, float[] into) {
        checkBox(box, into.length);
        MappedSection section = data.get(channel);
        footer.grid().visit(box, (chunk, part) -> {
            FloatBuffer values = section.floatsAt(footer.grid().offset(chunk));
            copy(box, chunk, part, (from, to, length) -> values.get(from, into, to, length));
        });
    }

    /**
     * Reads a box of the labels.
     *
     * @param box voxels inside {@link #shape()}
     * @param into (z, y, x) of the box's shape, x fastest, filled from index 0
     */
    public void readSeg(Box box, short[] into) {
        readLabels(seg, box, into);
    }

    /**
     * Reads a box of the labels that an earlier network of a cascade found.
     *
     * @param box voxels inside {@link #shape()}
     * @param into (z, y, x) of the box's shape, x fastest, filled from index 0
     * @throws IllegalStateException if the case was made without a previous stage
     */
    public void readPreviousStage(Box box, short[] into) {
        readLabels(
                previous.orElseThrow(() -> new IllegalStateException(
                        "case " + id() + " was preprocessed without labels of a previous stage")),
                box,
                into);
    }

    private void readLabels(MappedSection section, Box box, short[] into) {
        checkBox(box, into.length);
        footer.grid().visit(box, (chunk, part) -> {
            ShortBuffer values = section.shortsAt(footer.grid().offset(chunk));
            copy(box, chunk, part, (from, to, length) -> values.get(from, into, to, length));
        });
    }

    /** Copies consecutive elements. */
    @FunctionalInterface
    private interface RowCopy {
        void copy(int from, int to, int length);
    }

    private static void copy(Box box, Box chunk, Box part, RowCopy rows) {
        Shape stored = chunk.shape();
        Shape wanted = box.shape();
        int length = part.endX() - part.startX();
        for (int z = part.startZ(); z < part.endZ(); z++) {
            for (int y = part.startY(); y < part.endY(); y++) {
                int from = ((z - chunk.startZ()) * stored.y() + y - chunk.startY()) * stored.x()
                        + part.startX()
                        - chunk.startX();
                int to = ((z - box.startZ()) * wanted.y() + y - box.startY()) * wanted.x()
                        + part.startX()
                        - box.startX();
                rows.copy(from, to, length);
            }
        }
    }

    private void checkBox(Box box, int room) {
        for (int axis = 0; axis < 3; axis++) {
            if (box.start(axis) < 0 || box.end(axis) > shape().axis(axis)) {
                throw new IllegalArgumentException("box must lie inside the case " + id() + " of shape " + shape()
                        + ", got [" + box.start(axis) + ", " + box.end(axis) + ") along axis " + axis);
            }
        }
        if (room < box.shape().voxels()) {
            throw new IllegalArgumentException(
                    "array must hold the box's " + box.shape().voxels() + " voxels, got " + room);
        }
    }

    /**
     * Checks every byte against its checksum.
     *
     * @throws FormatException if the file was damaged after it was written
     */
    public void verify() {
        List<MappedSection> all = new ArrayList<>(data);
        all.add(seg);
        previous.ifPresent(all::add);
        for (MappedSection section : all) {
            if (!section.intact()) {
                throw new FormatException(
                        file,
                        "is damaged: the checksum of its section " + section.name()
                                + " does not match; preprocess the case again");
            }
        }
    }

    /**
     * Reads the whole case, checking every byte.
     *
     * @return the case as it was preprocessed
     * @throws FormatException if the file was damaged after it was written
     */
    public PreprocessedCase load() {
        verify();
        List<FloatVoxels> channels = new ArrayList<>();
        for (int c = 0; c < channels(); c++) {
            float[][] slices = new float[shape().z()][shape().sliceVoxels()];
            for (int z = 0; z < slices.length; z++) {
                readData(c, slice(z), slices[z]);
            }
            channels.add(FloatVoxels.of(shape(), slices));
        }
        return new PreprocessedCase(channels, labels(seg), previous.map(this::labels), footer.restoration(), locations);
    }

    private LabelVoxels labels(MappedSection section) {
        short[][] slices = new short[shape().z()][shape().sliceVoxels()];
        for (int z = 0; z < slices.length; z++) {
            readLabels(section, slice(z), slices[z]);
        }
        return LabelVoxels.of(shape(), slices);
    }

    private Box slice(int z) {
        return new Box(z, 0, 0, z + 1, shape().y(), shape().x());
    }
}
