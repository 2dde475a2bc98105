package org.sagittal.models.training.sampling;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.label.LabelTargets;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.training.TrainingBatch;
import org.sagittal.models.training.TrainingSpec;

/** Puts samples into the arrays of a batch: images (N, C, [D,] H, W), and a target for every output that counts in the loss. */
final class BatchMaker {
    private final TrainingSpec spec;
    private final SampleMaker samples;
    private final LabelTargets targets;
    private final List<Shape> levels;

    BatchMaker(TrainingSpec spec, SampleMaker samples, LabelTargets targets) {
        this.spec = spec;
        this.samples = samples;
        this.targets = targets;
        List<Shape> counted = new ArrayList<>();
        for (int i = 0; i < spec.deepSupervision().weights().size(); i++) {
            if (spec.deepSupervision().weights().get(i) > 0) {
                counted.add(LabelTargets.shapeAt(
                        spec.patch(), spec.deepSupervision().scales().get(i)));
            }
        }
        this.levels = List.copyOf(counted);
    }

    /**
     * Makes one batch.
     *
     * @param batch the batch's stream; sample j has its child j
     * @return the batch
     * @throws InterruptedException if the thread is interrupted between two samples
     */
    TrainingBatch make(RandomStream batch) throws InterruptedException {
        int size = spec.batchSize();
        float[] image = null;
        int channels = 0;
        List<float[]> values = new ArrayList<>();
        for (Shape level : levels) {
            values.add(new float[Math.toIntExact(size * targets.channels() * level.voxels())]);
        }
        for (int j = 0; j < size; j++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("making a batch was interrupted");
            }
            TrainingPatch patch = samples.make(batch.child(j), spec.sampling().forcesForeground(j, size));
            if (image == null) {
                channels = patch.channels();
                image = new float[Math.toIntExact((long) size * channels * patch.voxels())];
            }
            for (int c = 0; c < channels; c++) {
                System.arraycopy(patch.image(c), 0, image, (j * channels + c) * patch.voxels(), patch.voxels());
            }
            for (int i = 0; i < levels.size(); i++) {
                int start = j * (values.get(i).length / size);
                targets.write(patch.label(0), patch.shape(), levels.get(i), values.get(i), start);
            }
        }
        List<TensorShape> shapes =
                levels.stream().map(level -> shape(targets.channels(), level)).toList();
        return new TrainingBatch(shape(channels, spec.patch()), image, shapes, values);
    }

    private TensorShape shape(int channels, Shape extents) {
        return spec.dimensions() == 2
                ? TensorShape.of(spec.batchSize(), channels, extents.y(), extents.x())
                : TensorShape.of(spec.batchSize(), channels, extents.z(), extents.y(), extents.x());
    }
}
