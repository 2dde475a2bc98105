package org.sagittal.evaluation.profile;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.sagittal.evaluation.instance.InstancePair;
import org.sagittal.evaluation.instance.InstanceScores;
import org.sagittal.evaluation.instance.LesionWise;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.evaluation.overlap.Confusion;
import org.sagittal.evaluation.surface.SurfaceDistances;
import org.sagittal.evaluation.surface.SurfaceModel;
import org.sagittal.evaluation.topology.BettiNumbers;
import org.sagittal.geometry.volume.Spacing;

/**
 * One class of one pair of label maps, ready to be scored: what is costly is computed when first asked for and kept, so that all scores
 * and all profiles share it. For one thread.
 */
public final class MaskMeasurement {
    private final MaskPair masks;
    private final Confusion counts;
    private final Spacing spacing;
    private final Map<Rules.Unit, Map<SurfaceModel, SurfaceDistances>> distances = new EnumMap<>(Rules.Unit.class);
    private final Map<Neighbourhood, InstancePair> instances = new EnumMap<>(Neighbourhood.class);
    private final Map<String, InstanceScores> matched = new HashMap<>();
    private LesionWise lesionWise;
    private BettiNumbers bettiError;

    /**
     * Takes what is to be scored.
     *
     * @param masks cropped masks
     * @param counts voxels of the whole image
     * @param spacing millimetres (z, y, x)
     */
    public MaskMeasurement(MaskPair masks, Confusion counts, Spacing spacing) {
        this.masks = masks;
        this.counts = counts;
        this.spacing = spacing;
    }

    MaskPair masks() {
        return masks;
    }

    Confusion counts() {
        return counts;
    }

    Spacing spacing() {
        return spacing;
    }

    SurfaceDistances distances(SurfaceModel model, Rules.Unit unit) {
        return distances
                .computeIfAbsent(unit, key -> new EnumMap<>(SurfaceModel.class))
                .computeIfAbsent(
                        model,
                        key -> SurfaceDistances.of(masks, key, unit == Rules.Unit.VOXELS ? Spacing.UNIT : spacing));
    }

    InstancePair instances(Neighbourhood neighbourhood) {
        return instances.computeIfAbsent(neighbourhood, key -> new InstancePair(masks, key));
    }

    InstanceScores matched(Neighbourhood neighbourhood, Rules.Instances rule) {
        return matched.computeIfAbsent(
                neighbourhood + " " + rule,
                key -> new InstanceScores(instances(neighbourhood), rule.matching(), rule.threshold()));
    }

    LesionWise lesionWise(LesionWise.Settings settings) {
        if (lesionWise == null) {
            lesionWise = new LesionWise(masks, spacing, settings);
        }
        return lesionWise;
    }

    BettiNumbers bettiError() {
        if (bettiError == null) {
            bettiError = BettiNumbers.of(masks.reference(), masks.dimensions())
                    .error(BettiNumbers.of(masks.prediction(), masks.dimensions()));
        }
        return bettiError;
    }

    /** What is empty about the masks. */
    Set<EmptyCase> emptyCases() {
        Set<EmptyCase> cases = EnumSet.noneOf(EmptyCase.class);
        boolean noReference = counts.reference() == 0;
        boolean noPrediction = counts.prediction() == 0;
        if (noReference || noPrediction) {
            cases.add(
                    noReference && noPrediction
                            ? EmptyCase.BOTH
                            : noReference ? EmptyCase.REFERENCE : EmptyCase.PREDICTION);
        } else if (counts.tp() == 0) {
            cases.add(EmptyCase.DISJOINT);
        }
        if (counts.reference() == counts.total()) {
            cases.add(EmptyCase.FULL);
        }
        return cases;
    }
}
