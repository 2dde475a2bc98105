package org.sagittal.models.unet;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.models.script.OneDnnDialect;
import org.sagittal.models.script.Pass;
import org.sagittal.models.script.ScriptMethod;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.Value;
import org.sagittal.models.weights.NamedTensors;

/**
 * The fast program for prediction: the function of {@link InferenceModule}, emitted in {@link OneDnnDialect}.
 *
 * <ul>
 *   <li>{@code prepare()}: arranges the weights; to be called once, first.
 *   <li>{@code forward(image)} and the others: as in {@link InferenceModule}; samples of a batch go one after the other.
 *   <li>{@code features(image)}: (N, C, [D,] H, W) to what the last 1x1 convolution reads, (N, features, [D,] H, W); {@code
 *       mirrored_features(image)}: its mean over all combinations of mirrored axes, each mirrored back.
 * </ul>
 *
 * @param module the program
 * @param dialect what it was translated with
 */
public record FusedModule(ScriptModule module, OneDnnDialect dialect) {
    /**
     * Writes the program.
     *
     * @param recipe what to predict with
     * @return the program
     */
    public static FusedModule of(InferenceRecipe recipe) {
        UNet network = UNet.of(recipe.network());
        Pass pass = new Pass();
        Value image = pass.input("image", network.inputShape(1, recipe.patchSize()));
        Value logits = network.forward(pass, image, false).get(0);
        OneDnnDialect dialect = OneDnnDialect.of(pass, image, logits, network.parameters(), recipe.precision());
        List<ScriptMethod> methods = new ArrayList<>(List.of(
                batch("forward", "sample"),
                dialect.sample("sample"),
                dialect.prepare(),
                dialect.features("sample_features"),
                batch("features", "sample_features")));
        methods.addAll(dialect.called());
        methods.addAll(InferenceModule.averages(recipe.network(), recipe.mirrorAxes()));
        methods.add(InferenceModule.mean("mirrored_features", "features", recipe.mirrorAxes()));
        return new FusedModule(new ScriptModule(List.of(), dialect.stored(), methods), dialect);
    }

    /**
     * The values that the program stores.
     *
     * @param network the network's weights, canonical names
     * @return a tensor for each of the module's buffers
     * @throws IllegalArgumentException naming the first weight that is missing or has another shape
     */
    public NamedTensors weights(NamedTensors network) {
        return dialect.values(network);
    }

    private static ScriptMethod batch(String name, String sample) {
        return ScriptMethod.of(name, "image: Tensor", "Tensor", """
                if torch.eq(torch.size(image, 0), 1):
                  answer = (self).SAMPLE(image)
                else:
                  samples = annotate(List[Tensor], [])
                  for i in range(torch.size(image, 0)):
                    _0 = torch.append(samples, (self).SAMPLE(torch.narrow(image, 0, i, 1)))
                  answer = torch.cat(samples, 0)
                return answer
                """.replace("SAMPLE", sample));
    }
}
