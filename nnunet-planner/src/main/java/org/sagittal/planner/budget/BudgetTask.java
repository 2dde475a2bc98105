package org.sagittal.planner.budget;

import java.util.List;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.planner.forecast.Workload;
import org.sagittal.planner.rules.NetworkDesign;
import org.sagittal.planner.rules.NetworkFamily;
import org.sagittal.planner.rules.PlannedConfiguration;

/**
 * A configuration as nnU-Net plans it, with what is needed to know its cost.
 *
 * @param full the unconstrained configuration; must be trainable
 * @param channels input channels of the network
 * @param heads output channels of the network
 * @param images volumes of the dataset, or slices in 2D
 */
public record BudgetTask(PlannedConfiguration full, int channels, int heads, double images) {
    /** Refuses a network that cannot be trained. */
    public BudgetTask {
        if (!full.design().trainable()) {
            throw new IllegalArgumentException(
                    "full must have at least two stages, got " + full.design().topology());
        }
    }

    Workload workload(PlannedConfiguration planned, Schedule schedule) {
        NetworkDesign design = planned.design();
        NetworkSpec network = new NetworkSpec(
                design.family() == NetworkFamily.PLAIN_CONV
                        ? NetworkSpec.Kind.PLAIN_CONV
                        : NetworkSpec.Kind.RESIDUAL_ENCODER,
                channels,
                heads,
                design.features(),
                design.topology().kernels(),
                design.topology().strides(),
                design.encoderBlocks(),
                design.decoderConvolutions());
        List<Integer> patch = design.topology().patch();
        double passes = Workload.finalPasses(planned.task().shapeVoxels(), patch, images);
        return new Workload(planned.name(), network, patch, planned.batchSize(), schedule, passes);
    }
}
