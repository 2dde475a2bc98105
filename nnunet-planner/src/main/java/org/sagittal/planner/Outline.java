package org.sagittal.planner;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.planner.rules.Decided;
import org.sagittal.planner.rules.Decision;
import org.sagittal.planner.rules.NormalizationRule;
import org.sagittal.planner.rules.PlanningFacts;
import org.sagittal.planner.rules.PlanningShapeRule;
import org.sagittal.planner.rules.PlanningTask;
import org.sagittal.planner.rules.ReaderRule;
import org.sagittal.planner.rules.TargetSpacingRule;
import org.sagittal.planner.rules.TransposeRule;
import org.sagittal.planner.rules.Transposition;

/**
 * What all configurations of a plan share: axis order, spacing and typical case (both in network order), normalisation, reader.
 *
 * @param transposition order in which image axes enter the network
 * @param spacingMm target spacing, network order
 * @param shapeVoxels typical case, network order
 * @param channels normalisation per channel
 * @param reader nnU-Net's reader class
 * @param decisions how these came about
 */
record Outline(
        Transposition transposition,
        List<Double> spacingMm,
        List<Double> shapeVoxels,
        List<NormalizationRule.Channel> channels,
        String reader,
        List<Decision> decisions) {

    static Outline of(PlanningFacts facts, String fileEnding, String namedReader, PlanOptions options) {
        Decided<Spacing> target = options.targetSpacing()
                .map(asked -> TargetSpacingRule.asked(asked, facts))
                .orElseGet(() -> TargetSpacingRule.decide(facts));
        Decided<Transposition> order = TransposeRule.decide(target.value(), options.suppressTranspose());
        Decided<List<Double>> shape = PlanningShapeRule.decide(facts, target.value());
        Decided<List<NormalizationRule.Channel>> channels = NormalizationRule.decide(facts);
        Decided<String> reader = ReaderRule.decide(fileEnding, namedReader, facts.allFlat());
        List<Decision> decisions = new ArrayList<>();
        for (Decided<?> decided : List.of(reader, target, order, shape, channels)) {
            decisions.add(decided.decision());
        }
        return new Outline(
                order.value(),
                order.value().apply(target.value()),
                order.value().apply(shape.value()),
                channels.value(),
                reader.value(),
                List.copyOf(decisions));
    }

    /** Whether there is depth to convolve along. */
    boolean threeDimensional() {
        return shapeVoxels.get(0) != 1;
    }

    PlanningTask task2d(PlanningFacts facts) {
        return new PlanningTask(
                "2d", spacingMm.subList(1, 3), shapeVoxels.subList(1, 3), datasetVoxels(facts), facts.labelEntries());
    }

    PlanningTask task3d(PlanningFacts facts) {
        return new PlanningTask("3d_fullres", spacingMm, shapeVoxels, datasetVoxels(facts), facts.labelEntries());
    }

    /** Also for 2D the voxels of whole volumes: that is what one batch is compared with. */
    private double datasetVoxels(PlanningFacts facts) {
        return shapeVoxels.get(0) * shapeVoxels.get(1) * shapeVoxels.get(2) * facts.trainingCases();
    }
}
