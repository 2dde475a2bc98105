package org.sagittal.models.training.sampling;

import java.util.Optional;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.Augmentation;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.spatial.BackwardMap;
import org.sagittal.models.augment.spatial.CentreCrop;
import org.sagittal.models.augment.spatial.SpatialTransform;

/**
 * Makes samples: draws a case and a place, reads just what the drawn rotation and scaling look at, and augments it.
 *
 * <p>Measured by {@code SampleBenchmark} beside the tests, on one core: 1.5 ms for a patch of 40 x 56 x 40, 35 ms for one of 128 x 128 x 128.
 */
final class SampleMaker {
    private static final int CASE = 1000;
    private static final int PLACE = 1001;

    private final PatchSource source;
    private final Augmentation augmentation;
    private final PatchBoxes boxes;
    private final int labelChannels;

    SampleMaker(PatchSource source, Augmentation augmentation, boolean hasIgnoreLabel, boolean previousStage) {
        this.source = source;
        this.augmentation = augmentation;
        this.boxes = new PatchBoxes(augmentation.initialPatch(), augmentation.patch(), hasIgnoreLabel);
        this.labelChannels = previousStage ? 2 : 1;
    }

    /**
     * Makes one sample.
     *
     * @param sample the sample's stream
     * @param forced whether it is centred on foreground
     * @return image channels and one label channel, of the network's extents
     */
    TrainingPatch make(RandomStream sample, boolean forced) {
        int drawn = sample.child(CASE).below(source.ids().size());
        PatchCase patchCase = source.open(source.ids().get(drawn));
        Box initial = boxes.draw(patchCase.shape(), patchCase.classLocations(), forced, sample.child(PLACE));
        Optional<BackwardMap> map = augmentation.drawMap(sample);
        TrainingPatch patch;
        if (map.isPresent()) {
            Box reach = map.get().reach();
            TrainingPatch part = PatchReader.read(patchCase, within(initial, reach), labelChannels);
            patch = new SpatialTransform(map.get().into(reach)).apply(part);
        } else {
            Shape extents = augmentation.patch();
            Box centre = CentreCrop.boxIn(initial.shape(), extents);
            patch = PatchReader.read(patchCase, within(initial, centre), labelChannels);
        }
        return augmentation.apply(patch, sample);
    }

    /** A box given in voxels of the initial patch, in voxels of the case. */
    private static Box within(Box initial, Box part) {
        return new Box(
                initial.startZ() + part.startZ(),
                initial.startY() + part.startY(),
                initial.startX() + part.startX(),
                initial.startZ() + part.endZ(),
                initial.startY() + part.endY(),
                initial.startX() + part.endX());
    }
}
