package org.sagittal.preprocessing.reader;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.sagittal.geometry.Closeness;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;

/** What the files of one case must have in common. */
final class Channels {
    private Channels() {}

    /** One file of a case. */
    record Part(Path file, CaseImages images) {}

    /**
     * Reads each file and puts the channels together; the first file says where they lie.
     *
     * @param files at least one
     * @param reader reads one
     * @return all channels in the files' order
     * @throws FormatException if shapes differ, or spacings by more than 1e-5 of their size
     */
    static CaseImages join(List<Path> files, Function<Path, CaseImages> reader) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files must number at least 1, got 0");
        }
        List<Part> parts = files.stream().map(f -> new Part(f, reader.apply(f))).toList();
        Part first = parts.get(0);
        for (Part part : parts) {
            requireSame(first, part);
        }
        return new CaseImages(
                parts.stream().flatMap(p -> p.images.channels().stream()).toList(),
                first.images.spacing(),
                first.images.placement());
    }

    private static void requireSame(Part first, Part part) {
        Shape shape = part.images.shape();
        if (!shape.equals(first.images.shape())) {
            throw new FormatException(
                    part.file,
                    "has shape " + shape + " but " + first.file.getFileName() + " has " + first.images.shape()
                            + "; the channels of a case must lie on one grid");
        }
        if (!Closeness.allClose(
                part.images.spacing().toArrayMm(), first.images.spacing().toArrayMm())) {
            throw new FormatException(
                    part.file,
                    "has spacing " + text(part.images.spacing().toArrayMm()) + " mm but "
                            + first.file.getFileName() + " has "
                            + text(first.images.spacing().toArrayMm())
                            + " mm; the channels of a case must lie on one grid");
        }
    }

    static String text(double[] zyx) {
        return "(" + zyx[0] + ", " + zyx[1] + ", " + zyx[2] + ")";
    }

    /** Refuses results that do not have the shape of their image. */
    static void requireShape(Shape results, CaseImages like) {
        if (!results.equals(like.shape())) {
            throw new IllegalArgumentException(
                    "results must have the image's shape " + like.shape() + ", got " + results);
        }
    }

    static IllegalArgumentException foreign(String reader, Placement placement) {
        return new IllegalArgumentException(
                "like must be an image read by " + reader + ", got one placed as " + placement);
    }
}
