package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sagittal.geometry.io.file.ScratchFile;
import org.sagittal.models.runtime.EngineException;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.Precision;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.FusedModule;
import org.sagittal.models.unet.InferenceModule;
import org.sagittal.models.unet.InferenceRecipe;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;

/**
 * A U-Net in the tensor engine: (N, C, [D,] H, W) -> logits (N, heads, [D,] H, W), on request averaged over all combinations of mirrored
 * axes (8 passes for three axes, 4 for two), as nnU-Net does when it predicts.
 */
public final class ProgramNetwork implements PatchNetwork {
    private final Runtime runtime;
    private final Program program;
    private final NetworkSpec spec;
    private final boolean mirrored;
    private final Optional<LastLayer> lastLayer;

    private ProgramNetwork(
            Runtime runtime, Program program, NetworkSpec spec, boolean mirrored, Optional<LastLayer> lastLayer) {
        this.runtime = runtime;
        this.program = program;
        this.spec = spec;
        this.mirrored = mirrored;
        this.lastLayer = lastLayer;
    }

    /**
     * Loads the fast program of a network. Where the engine is built without oneDNN (macOS on Arm) and knows none of its operators, the
     * reference program, which computes the same; {@link #program} says so.
     *
     * @param runtime the engine; stays open
     * @param recipe what to predict with
     * @param weights the network's weights, canonical names; others are ignored
     * @return the network, to be closed
     * @throws IllegalArgumentException if a weight is missing or has another shape
     * @throws EngineException if bf16 is asked for where the engine cannot convolve in it, or the engine fails for another reason than an
     *     operator that it does not know
     */
    public static ProgramNetwork load(Runtime runtime, InferenceRecipe recipe, NamedTensors weights) {
        FusedModule fused = FusedModule.of(recipe);
        NamedTensors stored = fused.weights(weights);
        try {
            Program program = program(runtime, fused.module(), stored);
            try {
                program.infer("prepare");
            } catch (RuntimeException e) {
                program.close();
                throw e;
            }
            LastLayer last = lastLayer(UNet.of(recipe.network()), weights);
            boolean mirrored = !recipe.mirrorAxes().isEmpty();
            return new ProgramNetwork(runtime, program, recipe.network(), mirrored, Optional.of(last));
        } catch (EngineException e) {
            if (recipe.precision() == Precision.BF16) {
                throw new EngineException(
                        "this processor or this build of the engine cannot convolve in bf16; predict with float32", e);
            }
            if (!e.operatorUnknown()) {
                throw e;
            }
            return reference(runtime, recipe.network(), weights, recipe.mirrorAxes());
        }
    }

    /**
     * Loads the reference program of a network: nnU-Net's operators in nnU-Net's layout, float32.
     *
     * @param runtime the engine; stays open
     * @param spec the network's recipe
     * @param weights its weights, canonical names; others are ignored
     * @param mirrorAxes spatial axes to mirror, 0 the outermost; none for single passes
     * @return the network, to be closed
     * @throws IllegalArgumentException if a weight is missing or has another shape
     */
    public static ProgramNetwork reference(
            Runtime runtime, NetworkSpec spec, NamedTensors weights, List<Integer> mirrorAxes) {
        Program program = program(runtime, InferenceModule.of(UNet.of(spec), mirrorAxes), weights);
        return new ProgramNetwork(runtime, program, spec, !mirrorAxes.isEmpty(), Optional.empty());
    }

    private static Program program(Runtime runtime, ScriptModule module, NamedTensors weights) {
        try (ScratchFile scratch = ScratchFile.make("network", ".pt")) {
            TorchScriptArchive.write(module, weights, scratch.path());
            return runtime.load(scratch.path());
        } catch (IOException e) {
            throw new UncheckedIOException("the network cannot be handed to the engine: " + e.getMessage(), e);
        }
    }

    private static LastLayer lastLayer(UNet network, NamedTensors weights) {
        List<Parameter> parameters = network.lastLayer();
        return LastLayer.of(
                weights.get(parameters.get(0).name()).values(),
                weights.get(parameters.get(1).name()).values());
    }

    private String method() {
        return mirrored ? "mirrored" : "forward";
    }

    @Override
    public InferenceProgram program() {
        return lastLayer.isPresent() ? InferenceProgram.FAST : InferenceProgram.REFERENCE;
    }

    @Override
    public int inputChannels() {
        return spec.inputChannels();
    }

    @Override
    public int heads() {
        return spec.heads();
    }

    @Override
    public float[] logits(float[] patches, int batch, int[] patchSize) {
        return run(
                method(),
                runtime.tensor(patches, shape(batch, patchSize)),
                outputs -> outputs.get(0).floats());
    }

    @Override
    public void logits(float[] patches, int batch, int[] patchSize, Consumer<FloatBuffer> taking) {
        run(method(), runtime.tensor(patches, shape(batch, patchSize)), outputs -> {
            outputs.get(0).read(taking);
            return taking;
        });
    }

    /** The fast program can stop there; the reference one, which is for comparison, does not. */
    @Override
    public Optional<LastLayer> lastLayer() {
        return lastLayer;
    }

    @Override
    public void features(float[] patches, int batch, int[] patchSize, Consumer<FloatBuffer> taking) {
        if (lastLayer.isEmpty()) {
            PatchNetwork.super.features(patches, batch, patchSize, taking);
        }
        String called = mirrored ? "mirrored_features" : "features";
        run(called, runtime.tensor(patches, shape(batch, patchSize)), outputs -> {
            outputs.get(0).read(taking);
            return taking;
        });
    }

    @Override
    public PatchPasses passes(float[] patches, int batch, int[] patchSize, boolean regions) {
        List<float[]> parts = run(
                regions ? "region_passes" : "label_passes",
                runtime.tensor(patches, shape(batch, patchSize)),
                outputs -> outputs.stream().map(Tensor::floats).toList());
        float[] found = parts.get(3);
        short[] labels = new short[found.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) (int) found[i];
        }
        return new PatchPasses(parts.get(0), parts.get(1), parts.get(2), labels);
    }

    private <T> T run(String called, Tensor patches, Function<List<Tensor>, T> reading) {
        try (patches) {
            List<Tensor> outputs = program.infer(called, patches);
            try {
                return reading.apply(outputs);
            } finally {
                outputs.forEach(Tensor::close);
            }
        }
    }

    private long[] shape(int batch, int[] patchSize) {
        long[] shape = new long[2 + patchSize.length];
        shape[0] = batch;
        shape[1] = spec.inputChannels();
        for (int axis = 0; axis < patchSize.length; axis++) {
            shape[2 + axis] = patchSize[axis];
        }
        return shape;
    }

    @Override
    public void close() {
        program.close();
    }
}
