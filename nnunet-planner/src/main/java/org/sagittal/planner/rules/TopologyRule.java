package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Where does the network pool? Every axis is halved while it keeps at least 4 voxels, but the fine axes first: an axis takes part
 * only while its voxels are less than twice as long as the finest that can still be halved. Kernels along an axis are 1 wide
 * until its voxels have become comparable with the others', then 3.
 *
 * <p>Reference: Isensee et al., Nature Methods 2021, supplementary note 3; nnunetv2 2.8.1.
 */
public final class TopologyRule {
    private static final int MINIMUM_EDGE = 4;

    private TopologyRule() {}

    /**
     * Finds the topology for a patch and pads the patch up to what it can halve.
     *
     * @param spacingMm spacing per axis
     * @param size wanted patch in voxels per axis, possibly fractional
     * @return the topology with the padded patch
     */
    public static Topology topology(double[] spacingMm, double[] size) {
        State state = new State(spacingMm, size);
        for (List<Integer> axes = state.poolable(); !axes.isEmpty(); axes = state.poolable()) {
            state.pool(axes);
        }
        return state.finish(size);
    }

    /**
     * Records why the network of a configuration pools as it does.
     *
     * @param task the configuration
     * @param design its network
     * @return the decision
     */
    static Decision record(PlanningTask task, NetworkDesign design) {
        Topology topology = design.topology();
        boolean late = !topology.kernels().get(0).stream().allMatch(k -> k == 3);
        String why = topology.stages() == 1
                ? "No axis has the 8 voxels that a halving needs, so there is a single stage. Such a network has no decoder and"
                        + " CANNOT BE TRAINED; use larger images or a finer target spacing."
                : "Axes are halved while they keep 4 voxels, the finest first, so that deep features see cubes of tissue and not slabs."
                        + (late
                                ? " Kernels are 1 wide along the coarse axis until its voxels are less than twice as long as the others."
                                : "");
        return new Decision(
                "TopologyRule",
                task.configuration(),
                "How deep is the network, where does it pool and how wide is it?",
                List.of(
                        Fact.of("spacing", task.spacingMm(), "mm"),
                        Fact.of("patch", topology.patch(), "voxels"),
                        Fact.of("features per stage", design.features(), "channels")),
                topology.stages() + " stages, halvings per axis " + Axes.text(topology.pools()) + ", strides "
                        + topology.strides() + ", kernels " + topology.kernels(),
                List.of(),
                why);
    }

    private static final class State {
        private final double[] spacing;
        private final double[] size;
        private final int[] pools;
        private final Integer[] kernel;
        private final List<List<Integer>> strides = new ArrayList<>();
        private final List<List<Integer>> kernels = new ArrayList<>();

        State(double[] spacingMm, double[] size) {
            this.spacing = spacingMm.clone();
            this.size = size.clone();
            this.pools = new int[size.length];
            this.kernel = new Integer[size.length];
            Arrays.fill(kernel, 1);
            strides.add(Collections.nCopies(size.length, 1));
        }

        List<Integer> poolable() {
            List<Integer> large = new ArrayList<>();
            double finest = Double.POSITIVE_INFINITY;
            for (int axis = 0; axis < size.length; axis++) {
                if (size[axis] >= 2 * MINIMUM_EDGE) {
                    large.add(axis);
                    finest = Math.min(finest, spacing[axis]);
                }
            }
            double least = finest;
            large.removeIf(axis -> !(spacing[axis] / least < 2));
            boolean tooShortAlone = large.size() == 1 && size[large.get(0)] < 3 * MINIMUM_EDGE;
            return tooShortAlone ? List.of() : large;
        }

        void pool(List<Integer> axes) {
            double finest = Axes.min(spacing);
            Integer[] stride = new Integer[size.length];
            for (int axis = 0; axis < size.length; axis++) {
                kernel[axis] = kernel[axis] == 3 || spacing[axis] / finest < 2 ? 3 : 1;
                stride[axis] = axes.contains(axis) ? 2 : 1;
            }
            for (int axis : axes) {
                pools[axis]++;
                spacing[axis] *= 2;
                size[axis] = Math.ceil(size[axis] / 2);
            }
            strides.add(List.of(stride));
            kernels.add(List.of(kernel));
        }

        Topology finish(double[] wanted) {
            kernels.add(Collections.nCopies(size.length, 3));
            List<Integer> patch = new ArrayList<>();
            List<Integer> halvings = new ArrayList<>();
            for (int axis = 0; axis < wanted.length; axis++) {
                int multiple = 1 << pools[axis];
                patch.add(Math.toIntExact((long) Math.ceil(wanted[axis] / multiple) * multiple));
                halvings.add(pools[axis]);
            }
            return new Topology(patch, halvings, strides, kernels);
        }
    }
}
