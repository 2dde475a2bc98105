package org.sagittal.models.augment.label;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.Transform;

/**
 * Draws how the previous stage's labels are roughened, so that the second stage does not trust them blindly: with probability 0.4
 * morphology, then with probability 0.2 removal of components; each label takes part with probability one half, in random order.
 *
 * <p>Reference: nnU-Net's trainer for cascades.
 *
 * @param channels image channels that hold the labels, one each
 * @param dimensions 2: neighbourhoods are disks; 3: balls
 */
public record PreviousStageDraws(List<Integer> channels, int dimensions) {
    /** Chance that a patch undergoes morphology. */
    public static final double MORPHOLOGY_CHANCE = 0.4;

    /** Chance that a patch loses components. */
    public static final double REMOVAL_CHANCE = 0.2;

    /** Chance that one label takes part. */
    public static final double LABEL_CHANCE = 0.5;

    /** Smallest radius drawn, in voxels. */
    public static final double RADIUS_LOW = 1;

    /** End of the radii drawn, in voxels. */
    public static final double RADIUS_HIGH = 8;

    /** Copies the list. */
    public PreviousStageDraws {
        channels = List.copyOf(channels);
    }

    /**
     * Draws operator and radius for each label that takes part.
     *
     * @param random a stream of this draw's own
     * @return changes in the order to be made, often none
     */
    public List<Transform> drawMorphology(RandomStream random) {
        List<Transform> drawn = new ArrayList<>();
        if (random.chance(MORPHOLOGY_CHANCE)) {
            BinaryMorphology.Operator[] operators = BinaryMorphology.Operator.values();
            for (int channel : drawChannels(random)) {
                BinaryMorphology.Operator operator = operators[random.below(operators.length)];
                double radius = random.uniform(RADIUS_LOW, RADIUS_HIGH);
                Footprint footprint = dimensions == 2 ? Footprint.disk(radius) : Footprint.ball(radius);
                List<Integer> others =
                        channels.stream().filter(c -> c != channel).toList();
                drawn.add(new BinaryMorphology(operator, footprint, channel, others));
            }
        }
        return drawn;
    }

    /**
     * Draws which labels lose a component.
     *
     * @param random a stream of this draw's own
     * @return changes in the order to be made, often none
     */
    public List<Transform> drawRemovals(RandomStream random) {
        List<Transform> drawn = new ArrayList<>();
        if (random.chance(REMOVAL_CHANCE)) {
            for (int channel : drawChannels(random)) {
                drawn.add(new ComponentRemoval(channel, random.child(channel)));
            }
        }
        return drawn;
    }

    private List<Integer> drawChannels(RandomStream random) {
        List<Integer> drawn = new ArrayList<>();
        for (int position : random.permutation(channels.size())) {
            if (random.chance(LABEL_CHANCE)) {
                drawn.add(channels.get(position));
            }
        }
        return drawn;
    }
}
