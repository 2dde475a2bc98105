package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.Restoration;

/**
 * A stored case as files any language reads: {@code data.npy} (float32, c z y x), {@code seg.npy} (int16, 1 z y x), {@code
 * previous_stage.npy} where there is one (as seg), and {@code properties.json} with nnU-Net's names.
 */
public final class CaseExport {
    private CaseExport() {}

    /**
     * Writes a case. Slice by slice, so that memory stays small.
     *
     * @param stored the case; every byte is checked first
     * @param folder where to; made if absent
     */
    public static void write(StoredCase stored, Path folder) {
        stored.verify();
        Shape s = stored.shape();
        NpyFormat.write(
                folder.resolve("data.npy"),
                slices(stored.channels() * s.z(), i -> {
                    float[] slice = new float[s.sliceVoxels()];
                    stored.readData(i / s.z(), slice(s, i % s.z()), slice);
                    return slice;
                }),
                stored.channels(),
                s.z(),
                s.y(),
                s.x());
        writeLabels(folder.resolve("seg.npy"), s, (box, into) -> stored.readSeg(box, into));
        if (stored.hasPreviousStage()) {
            writeLabels(folder.resolve("previous_stage.npy"), s, (box, into) -> stored.readPreviousStage(box, into));
        }
        writeProperties(stored, folder.resolve("properties.json"));
    }

    /** Reads a box of labels. */
    @FunctionalInterface
    private interface Labels {
        void read(Box box, short[] into);
    }

    private static void writeLabels(Path file, Shape s, Labels labels) {
        NpyFormat.writeShorts(
                file,
                slices(s.z(), z -> {
                    short[] slice = new short[s.sliceVoxels()];
                    labels.read(slice(s, z), slice);
                    return slice;
                }),
                1,
                s.z(),
                s.y(),
                s.x());
    }

    private static Box slice(Shape s, int z) {
        return new Box(z, 0, 0, z + 1, s.y(), s.x());
    }

    private static <T> Iterable<T> slices(int count, IntFunction<T> read) {
        return () -> {
            Iterator<T> iterator = IntStream.range(0, count).mapToObj(read).iterator();
            return iterator;
        };
    }

    private static void writeProperties(StoredCase stored, Path file) {
        WholeFile.write(file, out -> {
            JsonGenerator json = new JsonFactory()
                    .createGenerator(out, JsonEncoding.UTF8)
                    .useDefaultPrettyPrinter()
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            Restoration r = stored.restoration();
            json.writeStartObject();
            json.writeFieldName("spacing");
            json.writeArray(r.fileSpacing().toArrayMm(), 0, 3);
            json.writeFieldName("shape_before_cropping");
            json.writeArray(r.shapeBeforeCropping().toArray(), 0, 3);
            json.writeArrayFieldStart("bbox_used_for_cropping");
            for (int axis = 0; axis < 3; axis++) {
                json.writeArray(new int[] {r.box().start(axis), r.box().end(axis)}, 0, 2);
            }
            json.writeEndArray();
            json.writeFieldName("shape_after_cropping_and_before_resampling");
            json.writeArray(r.shapeAfterCropping().toArray(), 0, 3);
            writeLocations(json, stored.classLocations());
            json.writeEndObject();
            json.close();
        });
    }

    private static void writeLocations(JsonGenerator json, ClassLocations locations) throws IOException {
        json.writeObjectFieldStart("class_locations");
        for (int i = 0; i < locations.classes().size(); i++) {
            json.writeArrayFieldStart(
                    locations.classes().get(i).stream().map(String::valueOf).collect(Collectors.joining(",")));
            int[] rows = locations.rows(i);
            for (int at = 0; at < rows.length; at += 3) {
                json.writeArray(new int[] {0, rows[at], rows[at + 1], rows[at + 2]}, 0, 4);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
