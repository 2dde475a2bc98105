package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;

/** One iteration by the {@link PartMethods}: the parts side by side, then what joins them. Closes every tensor that it made. */
final class PartStep implements AutoCloseable {
    private final Runtime runtime;
    private final Program program;
    private final PartThreads threads;
    private final TrainingBatch batch;
    private final List<Tensor> made = new ArrayList<>();

    PartStep(Runtime runtime, Program program, PartThreads threads, TrainingBatch batch) {
        this.runtime = runtime;
        this.program = program;
        this.threads = threads;
        this.batch = batch;
    }

    /** One step of descent; returns the loss before it. */
    float descend(double learningRate) {
        List<List<Tensor>> logits = keptAll(
                threads.all(part -> program.train("part_logits", image(part).toArray(Tensor[]::new))));
        List<Tensor> slopes = kept(program.train("slopes", targetsAnd(logits)));
        int levels = logits.get(0).size();
        List<List<Tensor>> gradients = keptAll(threads.all(part -> {
            List<Tensor> inputs = new ArrayList<>(logits.get(part));
            inputs.addAll(slopes.subList(1 + part * levels, 1 + (part + 1) * levels));
            return program.train("part_gradients", inputs.toArray(Tensor[]::new));
        }));
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(kept(runtime.tensor(new float[] {(float) learningRate})));
        gradients.forEach(inputs::addAll);
        kept(program.train("descend", inputs.toArray(Tensor[]::new)));
        return slopes.get(0).floats()[0];
    }

    /** Loss and counts, without descent. */
    TrainingProgram.Validation validate() {
        List<List<Tensor>> logits = keptAll(
                threads.all(part -> program.infer("part_logits", image(part).toArray(Tensor[]::new))));
        return TrainingProgram.Validation.of(program.infer("assess", targetsAnd(logits)));
    }

    private List<Tensor> image(int part) {
        int samples = Math.toIntExact(batch.imageShape().axis(0)) / threads.parts();
        int length = batch.image().length / threads.parts();
        long[] extents = batch.imageShape().toArray();
        extents[0] = samples;
        Tensor image = runtime.tensor(Arrays.copyOfRange(batch.image(), part * length, (part + 1) * length), extents);
        return List.of(kept(image));
    }

    private Tensor[] targetsAnd(List<List<Tensor>> logits) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < batch.targets().size(); i++) {
            inputs.add(kept(runtime.tensor(
                    batch.targets().get(i), batch.targetShapes().get(i).toArray())));
        }
        logits.forEach(inputs::addAll);
        return inputs.toArray(Tensor[]::new);
    }

    private synchronized Tensor kept(Tensor tensor) {
        made.add(tensor);
        return tensor;
    }

    private synchronized List<Tensor> kept(List<Tensor> tensors) {
        made.addAll(tensors);
        return tensors;
    }

    private List<List<Tensor>> keptAll(List<List<Tensor>> parts) {
        parts.forEach(this::kept);
        return parts;
    }

    @Override
    public void close() {
        made.forEach(Tensor::close);
    }
}
