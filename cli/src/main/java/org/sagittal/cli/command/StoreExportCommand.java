package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sagittal.cli.console.Console;
import org.sagittal.geometry.io.NpyFormat;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.store.CaseStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal store export}: one preprocessed case as NumPy arrays and JSON. */
@Command(
        name = "export",
        description = {
            "Writes one preprocessed case as NumPy arrays and JSON",
            "data.npy is float32 (c, z, y, x), seg.npy is int16 (1, z, y, x) with -1 outside the nonzero region, and "
                    + "properties.json holds shapes, boxes, spacing and class locations under nnU-Net's names."
        })
public final class StoreExportCommand extends Subcommand {
    @Parameters(paramLabel = "STORE", description = "folder of a store")
    private Path store;

    @Option(names = "--case", required = true, paramLabel = "ID", description = "which case")
    private String id;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "takes the three files")
    private Path output;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public StoreExportCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        CaseStore cases = CaseStore.open(store);
        if (!cases.ids().contains(id)) {
            throw new CommandFailure(
                    store + " holds no case '" + id + "'; 'sagittal store list " + store + "' says which it holds");
        }
        PreprocessedCase stored = cases.read(id).load();
        Shape shape = stored.shape();
        List<float[]> data = new ArrayList<>();
        List<short[]> seg = new ArrayList<>();
        stored.data().forEach(channel -> {
            for (int z = 0; z < shape.z(); z++) {
                data.add(channel.slice(z));
            }
        });
        for (int z = 0; z < shape.z(); z++) {
            seg.add(stored.seg().slice(z));
        }
        NpyFormat.write(output.resolve("data.npy"), data, stored.data().size(), shape.z(), shape.y(), shape.x());
        NpyFormat.writeShorts(output.resolve("seg.npy"), seg, 1, shape.z(), shape.y(), shape.x());
        byte[] json = properties(stored).toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(output.resolve("properties.json"), out -> out.write(json));
        return 0;
    }

    private static ObjectNode properties(PreprocessedCase stored) {
        Restoration way = stored.restoration();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode spacing = json.putArray("spacing");
        for (double mm : way.fileSpacing().toArrayMm()) {
            spacing.add(mm);
        }
        json.set("shape_before_cropping", extents(way.shapeBeforeCropping()));
        ArrayNode box = json.putArray("bbox_used_for_cropping");
        for (int axis = 0; axis < 3; axis++) {
            box.addArray().add(way.box().start(axis)).add(way.box().end(axis));
        }
        json.set("shape_after_cropping_and_before_resampling", extents(way.shapeAfterCropping()));
        json.set("shape", extents(way.networkShape()));
        json.set("class_locations", locations(stored.locations()));
        return json;
    }

    private static ArrayNode extents(Shape shape) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(shape.z())
                .add(shape.y())
                .add(shape.x());
    }

    /** Rows (0, z, y, x) of each class, as nnU-Net keeps them; a region is named by its labels, "1,2". */
    private static ObjectNode locations(ClassLocations locations) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < locations.classes().size(); i++) {
            String name =
                    locations.classes().get(i).stream().map(String::valueOf).collect(Collectors.joining(","));
            ArrayNode rows = json.putArray(name);
            for (int voxel = 0; voxel < locations.count(i); voxel++) {
                ArrayNode row = rows.addArray().add(0);
                for (int axis = 0; axis < 3; axis++) {
                    row.add(locations.coordinate(i, voxel, axis));
                }
            }
        }
        return json;
    }
}
