package org.sagittal.models.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.intensity.Brightness;
import org.sagittal.models.augment.intensity.Contrast;
import org.sagittal.models.augment.intensity.Gamma;
import org.sagittal.models.augment.intensity.GaussianBlur;
import org.sagittal.models.augment.intensity.GaussianNoise;
import org.sagittal.models.augment.intensity.LowResolution;
import org.sagittal.models.augment.label.PreviousStageChannels;
import org.sagittal.models.augment.label.PreviousStageDraws;
import org.sagittal.models.augment.label.ReplaceLabel;
import org.sagittal.models.augment.label.ZeroOutsideMask;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;
import org.sagittal.models.augment.patch.TransformSampler;
import org.sagittal.models.augment.spatial.BackwardMap;
import org.sagittal.models.augment.spatial.Mirror;
import org.sagittal.models.augment.spatial.SpatialSampler;

/**
 * What happens to a patch on its way from a case to a batch, drawn anew for every sample, in nnU-Net's order: rotation and scaling,
 * noise, blur, brightness, contrast, low resolution, gamma of the negative, gamma, mirroring; then what is done to every patch alike:
 * masked channels to 0, label -1 to 0, the previous stage's labels to channels (and their roughening).
 *
 * <p>Each change draws from a child stream of its own, so the draws of one never move those of another.
 *
 * <p>Reference: the training transforms of nnU-Net's trainer (2.8.1).
 */
public final class Augmentation {
    private static final int SPATIAL = 0;
    private static final int MIRROR = 20;
    private static final int MORPHOLOGY = 21;
    private static final int REMOVAL = 22;

    private final AugmentationSetup setup;
    private final boolean random;
    private final List<Integer> mirrorAxes;
    private final List<Integer> maskedChannels;
    private final List<Integer> previousLabels;
    private final List<TransformSampler> intensity;

    private Augmentation(
            AugmentationSetup setup,
            boolean random,
            List<Integer> mirrorAxes,
            List<Integer> maskedChannels,
            List<Integer> previousLabels) {
        this.setup = setup;
        this.random = random;
        this.mirrorAxes = mirrorAxes;
        this.maskedChannels = maskedChannels;
        this.previousLabels = List.copyOf(previousLabels);
        this.intensity = List.of(
                GaussianNoise::draw,
                (stream, channels) -> GaussianBlur.draw(stream, channels, setup.dimensions()),
                Brightness::draw,
                Contrast::draw,
                (stream, channels) -> LowResolution.draw(stream, channels, setup.withinSlices()),
                Gamma::drawInverted,
                Gamma::draw);
    }

    /**
     * What training patches undergo.
     *
     * @param setup what follows from the patch size
     * @param mirrorAxes axes counted among the network's own that may be mirrored
     * @param maskedChannels per image channel whether it is 0 outside of the non-zero region; may be empty
     * @param previousLabels foreground labels of a second stage, whose patches carry the first stage's result as second label channel;
     *     empty otherwise
     * @return the augmentation
     */
    public static Augmentation training(
            AugmentationSetup setup,
            List<Integer> mirrorAxes,
            List<Boolean> maskedChannels,
            List<Integer> previousLabels) {
        List<Integer> masked = IntStream.range(0, maskedChannels.size())
                .filter(maskedChannels::get)
                .boxed()
                .toList();
        return new Augmentation(setup, true, setup.arrayAxes(mirrorAxes), masked, previousLabels);
    }

    /**
     * What validation patches undergo: nothing random.
     *
     * @param setup what follows from the patch size
     * @param previousLabels foreground labels of a second stage; empty otherwise
     * @return the augmentation
     */
    public static Augmentation validation(AugmentationSetup setup, List<Integer> previousLabels) {
        return new Augmentation(setup, false, List.of(), List.of(), previousLabels);
    }

    /**
     * The extents of what is cut from a case.
     *
     * @return the initial patch for training, the patch itself for validation
     */
    public Shape initialPatch() {
        return random ? setup.initialPatch() : setup.patch();
    }

    /**
     * The extents of the network's input.
     *
     * @return (z, y, x)
     */
    public Shape patch() {
        return setup.patch();
    }

    /**
     * Draws rotation and scaling of a sample.
     *
     * @param sample the sample's stream
     * @return the map from the patch into the initial patch; empty when the middle of the initial patch is taken as it is
     */
    public Optional<BackwardMap> drawMap(RandomStream sample) {
        return random
                ? new SpatialSampler(setup.patch(), setup.initialPatch(), setup.rotationRadians(), setup.withinSlices())
                        .draw(sample.child(SPATIAL))
                : Optional.empty();
    }

    /**
     * Makes all other changes.
     *
     * @param patch of the network's extents; is used up
     * @param sample the sample's stream
     * @return the finished image with one label channel
     */
    public TrainingPatch apply(TrainingPatch patch, RandomStream sample) {
        TrainingPatch changed = patch;
        for (Transform transform : draw(patch.channels(), sample)) {
            changed = transform.apply(changed);
        }
        return changed;
    }

    /**
     * The changes that a sample undergoes after rotation and scaling.
     *
     * @param channels number of image channels
     * @param sample the sample's stream
     * @return changes in their order
     */
    List<Transform> draw(int channels, RandomStream sample) {
        List<Transform> drawn = new ArrayList<>();
        if (random) {
            for (int i = 0; i < intensity.size(); i++) {
                intensity.get(i).draw(sample.child(SPATIAL + 1 + i), channels).ifPresent(drawn::add);
            }
            Mirror.draw(mirrorAxes, sample.child(MIRROR)).ifPresent(drawn::add);
        }
        if (!maskedChannels.isEmpty()) {
            drawn.add(new ZeroOutsideMask(maskedChannels));
        }
        drawn.add(ReplaceLabel.OUTSIDE_BY_BACKGROUND);
        if (!previousLabels.isEmpty()) {
            drawn.add(new PreviousStageChannels(previousLabels));
            if (random) {
                List<Integer> added = IntStream.range(channels, channels + previousLabels.size())
                        .boxed()
                        .toList();
                PreviousStageDraws draws = new PreviousStageDraws(added, setup.dimensions());
                drawn.addAll(draws.drawMorphology(sample.child(MORPHOLOGY)));
                drawn.addAll(draws.drawRemovals(sample.child(REMOVAL)));
            }
        }
        return drawn;
    }
}
