package org.sagittal.models.unet;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.models.script.ScriptMethod;
import org.sagittal.models.script.ScriptModule;

/**
 * A network for prediction as a script module.
 *
 * <ul>
 *   <li>{@code forward(image)}: (N, C, [D,] H, W) to the finest logits (N, heads, [D,] H, W).
 *   <li>{@code mirrored(image)}: the mean of the logits over all combinations of mirrored axes, each mirrored back.
 *   <li>{@code label_passes(image)}, {@code region_passes(image)}: the same mean, and what each pass says by itself, see {@link
 *       PassesMethod}.
 * </ul>
 */
public final class InferenceModule {
    private static final int MOST_REGIONS = 16;

    private InferenceModule() {}

    /**
     * Writes the module.
     *
     * @param network the network
     * @param mirrorAxes spatial axes to mirror, 0 for the first of (D, H, W) or (H, W)
     * @return the program; without axes its {@code mirrored} is {@code forward}
     */
    public static ScriptModule of(UNet network, List<Integer> mirrorAxes) {
        List<ScriptMethod> methods = new ArrayList<>(List.of(network.forwardMethod()));
        methods.addAll(averages(network.spec(), mirrorAxes));
        return new ScriptModule(network.parameters(), List.of(), methods);
    }

    /** What is built upon {@code forward}: all methods but that. */
    static List<ScriptMethod> averages(NetworkSpec spec, List<Integer> mirrorAxes) {
        int dimensions = spec.dimensions();
        if (mirrorAxes.stream().anyMatch(a -> a < 0 || a >= dimensions)
                || mirrorAxes.stream().distinct().count() != mirrorAxes.size()) {
            throw new IllegalArgumentException(
                    "mirrorAxes must be different axes below " + dimensions + ", got " + mirrorAxes);
        }
        List<String> passes = passes("forward", mirrorAxes);
        int heads = spec.heads();
        return List.of(
                mean("mirrored", "forward", mirrorAxes),
                PassesMethod.of("label_passes", passes, heads, false),
                PassesMethod.of("region_passes", passes, Math.min(heads, MOST_REGIONS), true));
    }

    /** A method that answers the mean of another one's answers over all combinations of mirrored axes. */
    static ScriptMethod mean(String name, String called, List<Integer> mirrorAxes) {
        List<String> passes = passes(called, mirrorAxes);
        List<String> lines = new ArrayList<>(List.of("sum = " + passes.get(0)));
        passes.stream().skip(1).forEach(pass -> lines.add("sum = torch.add_(sum, " + pass + ")"));
        lines.add("return torch.mul_(sum, " + 1.0 / passes.size() + ")");
        return new ScriptMethod(name, List.of("image: Tensor"), "Tensor", lines);
    }

    /** What a method answers about the image, and about each of its mirror images, mirrored back. */
    private static List<String> passes(String called, List<Integer> mirrorAxes) {
        List<String> passes = new ArrayList<>(List.of("(self)." + called + "(image)"));
        for (int bits = 1; bits < 1 << mirrorAxes.size(); bits++) {
            List<String> axes = new ArrayList<>();
            for (int i = 0; i < mirrorAxes.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    axes.add(Integer.toString(2 + mirrorAxes.get(i)));
                }
            }
            String list = "[" + String.join(", ", axes) + "]";
            passes.add("torch.flip((self)." + called + "(torch.flip(image, " + list + ")), " + list + ")");
        }
        return passes;
    }
}
