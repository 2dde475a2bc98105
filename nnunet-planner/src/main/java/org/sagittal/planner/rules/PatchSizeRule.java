package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * How large a piece of the image does the network see at once? As large as the memory allows: start from a box of equal
 * millimetres, cut it to the typical case, and take from the axis that covers most of the image until the network fits.
 *
 * <p>Reference: Isensee et al., Nature Methods 2021, supplementary note 3; nnunetv2 2.8.1. The patch is padded up to what the
 * network can halve, so it may exceed the typical case. Ties between axes go to the last one.
 */
public final class PatchSizeRule {
    private static final double VOXELS_3D = Math.pow(256, 3);
    private static final double VOXELS_2D = Math.pow(2048, 2);

    private PatchSizeRule() {}

    /**
     * Chooses patch and network.
     *
     * @param task what is planned
     * @param targets what it must fit into
     * @return the largest patch on the rule's path that fits
     * @throws PlanningException if not even one voxel fits
     */
    public static Decided<PatchChoice> decide(PlanningTask task, PlanningTargets targets) {
        double[] spacing = Axes.array(task.spacingMm());
        double[] clipped = clipped(task);
        Topology topology = TopologyRule.topology(spacing, clipped);
        PatchChoice choice = evaluate(topology, task, targets);
        List<PatchChoice> tooLarge = new ArrayList<>();
        while (targets.exceeded(choice.elements(), task.dimensions())) {
            tooLarge.add(choice);
            topology = shrunk(topology, task);
            choice = evaluate(topology, task, targets);
        }
        if (choice.elements() <= 0) {
            throw new PlanningException(task.configuration() + ": no patch fits " + Axes.text(targets.memoryGb())
                    + " GB with " + task.labelEntries() + " labels; raise the memory target");
        }
        return new Decided<>(choice, record(task, targets, tooLarge, choice));
    }

    /** The box of equal millimetres, cut to the typical case. */
    private static double[] clipped(PlanningTask task) {
        double[] box = box(task);
        for (int axis = 0; axis < box.length; axis++) {
            box[axis] = Math.min(box[axis], task.shapeVoxels().get(axis));
        }
        return box;
    }

    private static double[] box(PlanningTask task) {
        int dimensions = task.dimensions();
        double[] perMm = new double[dimensions];
        for (int axis = 0; axis < dimensions; axis++) {
            perMm[axis] = 1 / task.spacingMm().get(axis);
        }
        double voxels = dimensions == 3 ? VOXELS_3D : VOXELS_2D;
        double scale = Math.pow(voxels / Axes.product(perMm), 1.0 / dimensions);
        double[] box = new double[dimensions];
        for (int axis = 0; axis < dimensions; axis++) {
            box[axis] = Math.rint(perMm[axis] * scale);
        }
        return box;
    }

    private static PatchChoice evaluate(Topology topology, PlanningTask task, PlanningTargets targets) {
        List<Integer> features = targets.features(topology.stages(), task.dimensions());
        NetworkDesign design = new NetworkDesign(targets.profile().family(), topology, features);
        return new PatchChoice(design, MemoryEstimate.elements(design, task.labelEntries()));
    }

    /**
     * One step smaller along the axis that covers most of the typical case. What is taken away is the divisibility of the smaller
     * patch, not of the present one: a patch of 256 with 6 halvings then becomes 224, which needs 5, and not 192.
     */
    private static Topology shrunk(Topology topology, PlanningTask task) {
        double[] spacing = Axes.array(task.spacingMm());
        double[] patch = Axes.array(topology.patch());
        int axis = widest(patch, task);
        double[] tentative = patch.clone();
        tentative[axis] -= topology.divisibility(axis);
        patch[axis] -= TopologyRule.topology(spacing, tentative).divisibility(axis);
        return TopologyRule.topology(spacing, patch);
    }

    private static int widest(double[] patch, PlanningTask task) {
        int widest = 0;
        for (int axis = 1; axis < patch.length; axis++) {
            double share = patch[axis] / task.shapeVoxels().get(axis);
            widest = share >= patch[widest] / task.shapeVoxels().get(widest) ? axis : widest;
        }
        return widest;
    }

    private static Decision record(
            PlanningTask task, PlanningTargets targets, List<PatchChoice> tooLarge, PatchChoice chosen) {
        List<Integer> patch = chosen.design().topology().patch();
        List<Fact> inputs = List.of(
                Fact.of("spacing", task.spacingMm(), "mm"),
                Fact.of("typical case", task.shapeVoxels(), "voxels"),
                Fact.of("box of equal millimetres to start from", Axes.list(box(task)), "voxels"),
                Fact.of("memory target", targets.memoryGb(), "GB"),
                Fact.of("feature-map elements that fill it", targets.reference(task.dimensions()), "elements"),
                Fact.of("feature-map elements of the chosen patch", chosen.elements(), "elements"),
                Fact.of("steps taken to shrink", tooLarge.size(), ""));
        List<Alternative> alternatives = tooLarge.stream()
                .map(larger -> new Alternative(
                        Axes.text(larger.design().topology().patch()) + " voxels",
                        List.of(
                                Fact.of("feature-map elements", larger.elements(), "elements"),
                                Fact.of("memory for a batch of two", gbForTwo(larger, task, targets), "GB")),
                        "does not fit the memory target"))
                .toList();
        String chosenText = Axes.text(patch) + " voxels (" + extentMm(task, patch) + " mm), "
                + Axes.text(100 * coverage(task, patch)) + " % of the typical case";
        String why = tooLarge.isEmpty()
                ? "The whole typical case fits the memory target, padded to what the network can halve."
                : "The largest box on the way down from "
                        + Axes.text(tooLarge.get(0).design().topology().patch())
                        + " voxels that fits; each step took from the axis covering most of the image, so all axes keep similar context.";
        return new Decision(
                "PatchSizeRule",
                task.configuration(),
                "How large a piece of the image does the network see at once?",
                inputs,
                chosenText,
                alternatives,
                why);
    }

    private static double gbForTwo(PatchChoice choice, PlanningTask task, PlanningTargets targets) {
        return targets.proxyGb(choice.elements(), 2, task.dimensions());
    }

    private static String extentMm(PlanningTask task, List<Integer> patch) {
        List<Double> extent = new ArrayList<>();
        for (int axis = 0; axis < patch.size(); axis++) {
            extent.add(patch.get(axis) * task.spacingMm().get(axis));
        }
        return Axes.text(extent);
    }

    private static double coverage(PlanningTask task, List<Integer> patch) {
        double share = 1;
        for (int axis = 0; axis < patch.size(); axis++) {
            share *= Math.min(1, patch.get(axis) / task.shapeVoxels().get(axis));
        }
        return share;
    }
}
