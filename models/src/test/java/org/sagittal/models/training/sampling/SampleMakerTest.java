package org.sagittal.models.training.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.Augmentation;
import org.sagittal.models.augment.AugmentationSetup;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;
import org.sagittal.models.augment.spatial.BackwardMap;
import org.sagittal.models.augment.spatial.CentreCrop;
import org.sagittal.models.augment.spatial.SpatialTransform;

class SampleMakerTest {
    /** Reading only what is looked at gives what nnU-Net gets by cutting out the whole initial patch first. */
    @ParameterizedTest
    @CsvSource({"3, 12, 14, 10", "3, 4, 14, 16", "2, 1, 12, 18"})
    void onlyWhatIsLookedAtIsRead(int dimensions, int z, int y, int x) {
        MemoryPatches.Case source = MemoryPatches.noisy(new Shape(15, 22, 17), 2, 5);
        AugmentationSetup setup = AugmentationSetup.of(dimensions, new Shape(z, y, x));
        Augmentation augmentation = Augmentation.training(setup, List.of(0, 1), List.of(true, false), List.of());
        SampleMaker maker = new SampleMaker(new MemoryPatches(source), augmentation, false, false);
        PatchBoxes boxes = new PatchBoxes(setup.initialPatch(), setup.patch(), false);
        for (int i = 0; i < 60; i++) {
            RandomStream sample = RandomStream.of(6).child(i);
            boolean forced = i % 2 == 0;
            Box initial = boxes.draw(source.shape(), source.classLocations(), forced, sample.child(1001));
            Optional<BackwardMap> map = augmentation.drawMap(sample);
            Transform spatial =
                    map.isPresent() ? new SpatialTransform(map.get()) : new CentreCrop(augmentation.patch());
            TrainingPatch expected = augmentation.apply(spatial.apply(PatchReader.read(source, initial, 1)), sample);
            TrainingPatch actual = maker.make(sample, forced);
            assertThat(actual.label(0)).isEqualTo(expected.label(0));
            for (int c = 0; c < 2; c++) {
                for (int v = 0; v < actual.voxels(); v++) {
                    assertThat(actual.image(c)[v]).isEqualTo(expected.image(c)[v], within(1e-4f));
                }
            }
        }
    }

    @Test
    void aForcedSampleShowsItsClass() {
        MemoryPatches.Case source = MemoryPatches.noisy(new Shape(40, 40, 40), 1, 7);
        AugmentationSetup setup = AugmentationSetup.of(3, new Shape(8, 8, 8));
        SampleMaker maker =
                new SampleMaker(new MemoryPatches(source), Augmentation.validation(setup, List.of()), false, false);
        int forcedWithout = 0;
        int freeWithout = 0;
        for (int i = 0; i < 100; i++) {
            forcedWithout += hasForeground(maker.make(RandomStream.of(i), true)) ? 0 : 1;
            freeWithout += hasForeground(maker.make(RandomStream.of(i), false)) ? 0 : 1;
        }
        assertThat(forcedWithout).isZero();
        assertThat(freeWithout).isGreaterThan(20);
    }

    private static boolean hasForeground(TrainingPatch patch) {
        for (short label : patch.label(0)) {
            if (label > 0) {
                return true;
            }
        }
        return false;
    }
}
