package org.sagittal.planner.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.WholeFile;

/**
 * A set of configurations for one dataset, with what they share: nnU-Net's {@code plans.json}. Every key of a file that was read
 * is kept when it is written again, also those nobody here knows.
 *
 * <p>Reference: nnunetv2 2.8.1, {@code PlansManager}.
 */
public final class Plans {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final String CONFIGURATIONS = "configurations";
    private static final String INHERITS = "inherits_from";
    private static final String INTENSITIES = "foreground_intensity_properties_per_channel";
    private static final String OLD_INTENSITIES = "foreground_intensity_properties_by_modality";

    private final String source;
    private final ObjectNode root;

    private Plans(String source, ObjectNode root) {
        this.source = source;
        this.root = root;
        fields().object(CONFIGURATIONS);
    }

    /**
     * Reads plans.
     *
     * @param plansJson the file
     * @return the plans
     * @throws PlansException if the file cannot be read, is no JSON object or has no configurations
     */
    public static Plans read(Path plansJson) {
        String source = plansJson.toString();
        try {
            return parse(JSON.readTree(Files.readAllBytes(plansJson)), source);
        } catch (JsonProcessingException e) {
            throw new PlansException(
                    source,
                    "is not JSON: " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr(),
                    e);
        } catch (NoSuchFileException e) {
            throw new PlansException(source, "there is no such file", e);
        } catch (IOException e) {
            throw new PlansException(source, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Understands plans that are already JSON, e.g. those in a checkpoint.
     *
     * @param json the root object; copied
     * @param source what to call them in messages
     * @return the plans
     * @throws PlansException if it is no object or has no configurations
     */
    public static Plans parse(JsonNode json, String source) {
        if (!(json instanceof ObjectNode object)) {
            throw new PlansException(source, "plans must be a JSON object, got " + json.getNodeType());
        }
        return new Plans(source, object.deepCopy());
    }

    /**
     * The dataset they are for.
     *
     * @return e.g. {@code Dataset004_Hippocampus}
     */
    public String datasetName() {
        return fields().text("dataset_name");
    }

    /**
     * What they are called.
     *
     * @return e.g. {@code nnUNetPlans}
     */
    public String plansName() {
        return fields().text("plans_name");
    }

    /**
     * nnU-Net's class that reads the images.
     *
     * @return e.g. {@code SimpleITKIO}
     */
    public String imageReader() {
        return fields().text("image_reader_writer");
    }

    /**
     * The order in which image axes enter the network.
     *
     * @return a permutation of 0, 1, 2
     */
    public List<Integer> transposeForward() {
        List<Integer> order = fields().integers("transpose_forward");
        if (!order.stream().sorted().toList().equals(List.of(0, 1, 2))) {
            throw fields().wrong("transpose_forward", "must be a permutation of 0, 1, 2", order);
        }
        return order;
    }

    /**
     * Extent of the typical case before resampling, in network order.
     *
     * @return voxels (z, y, x)
     */
    public List<Double> originalMedianShapeVoxels() {
        List<Double> shape = fields().numbers("original_median_shape_after_transp");
        if (shape.size() != 3) {
            throw fields().wrong("original_median_shape_after_transp", "must hold 3 numbers", shape);
        }
        return shape;
    }

    /**
     * Names of all configurations, user-added ones included.
     *
     * @return file order
     */
    public List<String> configurationNames() {
        List<String> names = new ArrayList<>();
        root.get(CONFIGURATIONS).fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /**
     * One configuration, with what it inherits filled in and old spellings made new.
     *
     * @param name e.g. {@code 3d_fullres}
     * @return the configuration
     * @throws PlansException if there is none of that name, a parent is missing, or parents form a circle
     */
    public Configuration configuration(String name) {
        ObjectNode resolved = resolve(name, new ArrayList<>());
        Fields own = new Fields(source, CONFIGURATIONS + "." + name, OldPlans.modernised(resolved, source, name));
        return new Configuration(name, this, own);
    }

    private ObjectNode resolve(String name, List<String> visited) {
        if (!configurationNames().contains(name)) {
            String wanted = visited.isEmpty() ? "" : " (inherited by " + visited.get(visited.size() - 1) + ")";
            throw new PlansException(
                    source,
                    CONFIGURATIONS + "." + name + wanted + " does not exist; there are " + configurationNames());
        }
        if (visited.contains(name)) {
            throw new PlansException(
                    source,
                    CONFIGURATIONS + "." + name + "." + INHERITS + " must not form a circle, got "
                            + String.join(" -> ", visited) + " -> " + name);
        }
        visited.add(name);
        Fields own = fields().object(CONFIGURATIONS).object(name);
        if (!own.has(INHERITS)) {
            return own.node().deepCopy();
        }
        ObjectNode merged = resolve(own.text(INHERITS), visited);
        merged.setAll(own.node().deepCopy());
        return merged;
    }

    /**
     * Foreground statistics of one channel.
     *
     * @param channel the channel, from 0
     * @return mean, std, percentiles under nnU-Net's names
     * @throws PlansException if there are none
     */
    Fields intensities(int channel) {
        String key = root.has(INTENSITIES) || !root.has(OLD_INTENSITIES) ? INTENSITIES : OLD_INTENSITIES;
        return fields().object(key).object(Integer.toString(channel));
    }

    /**
     * The same plans with the configurations of earlier ones that these do not have, as nnU-Net keeps them when it plans anew.
     *
     * @param earlier the plans that were there
     * @return a new value
     */
    public Plans keepingConfigurationsOf(Plans earlier) {
        ObjectNode merged = root.deepCopy();
        ObjectNode configurations = (ObjectNode) merged.get(CONFIGURATIONS);
        for (String name : earlier.configurationNames()) {
            if (!configurations.has(name)) {
                configurations.set(
                        name, earlier.root.get(CONFIGURATIONS).get(name).deepCopy());
            }
        }
        return new Plans(source, merged);
    }

    /**
     * The whole document.
     *
     * @return a copy, keys in file order
     */
    public ObjectNode json() {
        return root.deepCopy();
    }

    /**
     * The document as text.
     *
     * @return JSON with indent 4, ending in a line break
     */
    public String text() {
        return PlansText.of(root);
    }

    /**
     * Writes the plans, wholly or not at all.
     *
     * @param plansJson where to
     */
    public void write(Path plansJson) {
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(plansJson, out -> out.write(bytes));
    }

    private Fields fields() {
        return new Fields(source, "", root);
    }

    @Override
    public String toString() {
        return "Plans of " + source + " with " + configurationNames();
    }
}
